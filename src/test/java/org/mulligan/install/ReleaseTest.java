package org.mulligan.install;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReleaseTest {
    private static final Instant TIME = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir private Path temporary;
    private Path folder;
    private Distribution mulligan;

    @BeforeEach
    void make() throws IOException {
        folder = temporary.toRealPath();
        mulligan = FakeFolders.mulligan(folder.resolve("mulligan"), "1.0.0");
        Release.write(mulligan, folder.resolve("release"), "linux-x86_64", TIME);
    }

    private Path zip(String kind) {
        return folder.resolve("release/mulligan-1.0.0-%s-linux-x86_64.zip".formatted(kind));
    }

    private static Installing installing() {
        PrintStream silent = new PrintStream(PrintStream.nullOutputStream());
        return new Installing(silent, silent);
    }

    @Test
    void unpackedOverAnImageJItIsWhatInstallMakes() throws IOException {
        Path installed = FakeFolders.imageJ(folder.resolve("installed"));
        Path unpacked = FakeFolders.imageJ(folder.resolve("unpacked"));
        Map<String, String> before = FakeFolders.everything(unpacked);
        installing().install(installed, mulligan);
        FakeFolders.unpack(zip("imagej"), unpacked);
        assertThat(FakeFolders.everything(unpacked)).isEqualTo(FakeFolders.everything(installed));

        installing().uninstall(unpacked);
        assertThat(FakeFolders.everything(unpacked)).isEqualTo(before);
    }

    @Test
    void unpackedOverAFijiThatHasTheLibrariesItIsWhatInstallMakes() throws IOException {
        Path installed = FakeFolders.fiji(folder.resolve("installed"));
        Path unpacked = FakeFolders.fiji(folder.resolve("unpacked"));
        for (Path fiji : new Path[] {installed, unpacked})
            FakeFolders.write(fiji.resolve("jars/front-0.9.0.jar"), "Fiji's");
        Map<String, String> before = FakeFolders.everything(unpacked);
        installing().install(installed, mulligan);
        FakeFolders.unpack(zip("fiji"), unpacked);
        assertThat(FakeFolders.everything(unpacked)).isEqualTo(FakeFolders.everything(installed));

        installing().install(unpacked, mulligan); // an update of what was unpacked changes nothing
        assertThat(FakeFolders.everything(unpacked)).isEqualTo(FakeFolders.everything(installed));
        installing().uninstall(unpacked);
        assertThat(FakeFolders.everything(unpacked)).isEqualTo(before);
    }

    @Test
    void twoBuildsAreEqualBitForBitWhateverTheTimeOfTheirFiles() throws IOException {
        Map<String, String> once = FakeFolders.everything(folder.resolve("release"));
        Files.setLastModifiedTime(
                folder.resolve("mulligan/docs/index.html"), FileTime.from(Instant.EPOCH));
        Release.write(mulligan, folder.resolve("release"), "linux-x86_64", TIME);
        assertThat(FakeFolders.everything(folder.resolve("release"))).isEqualTo(once).hasSize(4);
    }

    @Test
    void theSumsAreThoseOfTheZips() throws IOException {
        Map<String, String> sums = new TreeMap<>();
        for (String line : Files.readAllLines(folder.resolve("release/SHA256SUMS")))
            sums.put(line.substring(66), line.substring(0, 64));
        assertThat(sums).hasSize(2);
        for (String kind : new String[] {"fiji", "imagej"})
            assertThat(sums.get(zip(kind).getFileName().toString()))
                    .isEqualTo(InstalledFiles.hash(zip(kind)));
    }

    @Test
    void jarsAreStoredAsTheyAre() throws IOException {
        try (InputStream in = Files.newInputStream(zip("fiji"));
                ZipInputStream entries = new ZipInputStream(in)) {
            ZipEntry entry = entries.getNextEntry();
            while (!entry.getName().endsWith(".jar")) entry = entries.getNextEntry();
            assertThat(entry.getMethod()).isEqualTo(ZipEntry.STORED);
            assertThat(entry.getTimeLocal()).hasToString("2026-01-01T00:00");
        }
    }
}

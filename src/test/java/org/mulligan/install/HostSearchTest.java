package org.mulligan.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mulligan.door.CommandFailure;
import org.mulligan.install.Host.Kind;

class HostSearchTest {
    @TempDir private Path temporary;

    private Path folder(String name) throws IOException {
        return temporary.toRealPath().resolve(name);
    }

    private static Host find(Path folder) throws IOException {
        return HostSearch.find(folder, Optional.empty());
    }

    private static ThrowableAssertAlternative<CommandFailure> assertRefused(Path folder) {
        return assertThatExceptionOfType(CommandFailure.class).isThrownBy(() -> find(folder));
    }

    @Test
    void fijiHasImagejLegacyInItsJars() throws IOException {
        Path fiji = FakeFolders.fiji(folder("Fiji"));
        assertThat(find(fiji)).isEqualTo(new Host(Kind.FIJI, fiji, new Version("1.54p")));
    }

    @Test
    void imageJHasItsJarAndNoSciJava() throws IOException {
        Path imageJ = FakeFolders.imageJ(folder("Image J"));
        assertThat(find(imageJ)).isEqualTo(new Host(Kind.IMAGEJ, imageJ, new Version("1.54p")));

        FakeFolders.write(imageJ.resolve("jars/scijava-common-2.90.0.jar"), "of another plugin");
        assertThat(find(imageJ).kind()).isEqualTo(Kind.IMAGEJ);
        FakeFolders.write(imageJ.resolve("jars/imagej-legacy-2.0.3.jar"), "now it is ImageJ2");
        assertThat(find(imageJ).kind()).isEqualTo(Kind.FIJI);
    }

    @Test
    void theProgramsFolderOfMacOsStandsForWhatIsAroundIt() throws IOException {
        Path fiji = FakeFolders.fiji(folder("Fiji"));
        Path app = Files.createDirectories(fiji.resolve("Fiji.app/Contents/MacOS"));
        assertThat(find(app.getParent().getParent()).folder()).isEqualTo(fiji);
        assertThat(find(fiji.resolve("plugins")).folder()).isEqualTo(fiji);

        Path imageJ = Files.createDirectories(folder("ImageJ/plugins")).getParent();
        Path java = Files.createDirectories(imageJ.resolve("ImageJ.app/Contents/Java"));
        Files.copy(FakeFolders.ijJar(), java.resolve("ij.jar"));
        for (Path named : List.of(imageJ, imageJ.resolve("ImageJ.app")))
            assertThat(find(named)).isEqualTo(new Host(Kind.IMAGEJ, imageJ, new Version("1.54p")));
    }

    @Test
    void theOnlyOneInAFolderIsMeantAndOfSeveralNone() throws IOException {
        Path fiji = FakeFolders.fiji(folder("Fiji.app"));
        assertThat(find(fiji.getParent()).folder()).isEqualTo(fiji);

        Path imageJ = FakeFolders.imageJ(folder("ImageJ"));
        assertRefused(fiji.getParent())
                .withMessageContainingAll("name one", fiji.toString(), imageJ.toString());
    }

    @Test
    void whatIsNeitherIsRefusedWithWhatWasExpectedAndFound() throws IOException {
        Path folder = Files.createDirectories(folder("some/plugins")).getParent();
        Path note = Files.writeString(folder.resolve("note.txt"), "a note");

        assertRefused(folder)
                .withMessageContainingAll(
                        folder.toString(), "jars", "ij.jar", "Found: note.txt, plugins");
        assertRefused(note).withMessageContainingAll(note + " is a file", "ij.jar");
        assertRefused(folder.resolve("none"))
                .withMessageContainingAll("no folder " + folder.resolve("none"), "ij.jar");
    }

    @Test
    void ourOwnFolderIsRefused() throws IOException {
        Path home = FakeFolders.mulligan(folder("mulligan"), "1.0.0").home();
        FakeFolders.imageJ(home.resolve("ImageJ"));
        for (Path folder : List.of(home, home.resolve("ImageJ")))
            assertThatExceptionOfType(CommandFailure.class)
                    .isThrownBy(() -> HostSearch.find(folder, Optional.of(home)))
                    .withMessageContaining("Mulligan's own folder");
    }

    @Test
    void anOldImageJIsRefusedAndAnUnknownOneWarnedOf() throws IOException {
        Path folder = folder("ImageJ");
        assertThatExceptionOfType(CommandFailure.class)
                .isThrownBy(
                        () ->
                                HostVersions.check(
                                        new Host(Kind.IMAGEJ, folder, new Version("1.52p"))))
                .withMessageContainingAll(folder.toString(), "1.52p", "1.53t");
        for (String good : List.of("1.53t", "1.54g", "1.54p", "1.55"))
            assertThat(HostVersions.check(new Host(Kind.IMAGEJ, folder, new Version(good))))
                    .isEmpty();
        assertThat(HostVersions.check(new Host(Kind.IMAGEJ, folder, Version.UNKNOWN)))
                .singleElement()
                .asString()
                .contains("Cannot tell the version", folder.toString());
    }

    @Test
    void theVersionIsReadFromTheClassWhereTheManifestHasNone() throws IOException {
        Path jar = folder("ij.jar");
        try (JarFile from = new JarFile(FakeFolders.ijJar().toFile());
                InputStream bytes = from.getInputStream(from.getEntry("ij/ImageJ.class"));
                JarOutputStream to = new JarOutputStream(Files.newOutputStream(jar))) {
            to.putNextEntry(new ZipEntry("ij/ImageJ.class"));
            bytes.transferTo(to);
        }
        assertThat(HostVersions.ofImageJ(jar)).isEqualTo(new Version("1.54p"));
        assertThat(HostVersions.ofImageJ(Files.writeString(folder("a.jar"), "no jar")))
                .isEqualTo(Version.UNKNOWN);
    }

    @Test
    void aJavaThatIsTooOldForUsIsWarnedOf() throws IOException {
        Host fiji = find(FakeFolders.fiji(folder("Fiji")));
        Path java = fiji.folder().resolve("java");
        FakeFolders.write(java.resolve("linux/jdk8/jre/release"), "JAVA_VERSION=\"1.8.0_172\"\n");
        assertThat(HostVersions.check(fiji))
                .singleElement()
                .asString()
                .contains("Java in " + fiji.folder() + " is 8");

        FakeFolders.write(java.resolve("linux64/zulu/release"), "JAVA_VERSION=\"21.0.7\"\n");
        assertThat(HostVersions.check(fiji)).isEmpty();
    }

    @ParameterizedTest(name = "{0} before {1}")
    @CsvSource({
        "1.53t, 1.54",
        "1.54, 1.54a",
        "1.54g, 1.54p",
        "2.99.2, 2.100.1",
        "5.14.0, 5.17.0",
        "20240101123456789012, 20240101123456789013"
    })
    void versionsAreOrdered(String older, String newer) {
        assertThat(new Version(older).olderThan(new Version(newer))).isTrue();
        assertThat(new Version(newer).olderThan(new Version(older))).isFalse();
        assertThat(new Version(older).olderThan(new Version(older))).isFalse();
    }

    @ParameterizedTest(name = "{0}: {1} {2}")
    @CsvSource({
        "imglib2-8.0.1.jar, imglib2, 8.0.1",
        "commons-math3-3.6.1.jar, commons-math3, 3.6.1",
        "jna-platform-5.14.0.jar, jna-platform, 5.14.0",
        "Mulligan_-0.1.0-SNAPSHOT.jar, Mulligan_, 0.1.0-SNAPSHOT",
        "ij.jar, ij, ''"
    })
    void aJarsNameHasArtifactAndVersion(String file, String artifact, String version) {
        assertThat(JarName.of(Path.of("jars", file)))
                .hasValue(new JarName(artifact, new Version(version)));
        assertThat(JarName.of(Path.of("jars", file + ".bak"))).isEmpty();
    }
}

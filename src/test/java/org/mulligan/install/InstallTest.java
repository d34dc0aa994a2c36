package org.mulligan.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mulligan.door.CommandFailure;

class InstallTest {
    @TempDir private Path temporary;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private Path fiji;
    private Path imageJ;
    private Distribution one;
    private Distribution two;

    @BeforeEach
    void makeFolders() throws IOException {
        Path folder = temporary.toRealPath();
        fiji = FakeFolders.fiji(folder.resolve("my Fiji"));
        imageJ = FakeFolders.imageJ(folder.resolve("ImageJ"));
        one = FakeFolders.mulligan(folder.resolve("mulligan-1"), "1.0.0");
        two = FakeFolders.mulligan(folder.resolve("mulligan-2"), "2.0.0");
    }

    private Installing installing() {
        return new Installing(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8).replace(File.separatorChar, '/');
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private static InstallPlan plan(Path host, Distribution distribution) throws IOException {
        return InstallPlan.of(HostSearch.find(host, Optional.empty()), distribution);
    }

    /** What is there now and was not before, or is other than before; folders left out. */
    private static Map<String, String> added(Path root, Map<String, String> before)
            throws IOException {
        Map<String, String> now = new TreeMap<>(FakeFolders.everything(root));
        assertThat(now).containsAllEntriesOf(before);
        now.keySet().removeAll(before.keySet());
        now.values().removeIf("folder"::equals);
        return now;
    }

    @Test
    void inFijiOnlyWhatFijiLacksIsAddedToItsClasspath() throws IOException {
        Map<String, String> before = FakeFolders.everything(fiji);
        installing().install(fiji, one);

        assertThat(added(fiji, before).keySet())
                .containsExactlyInAnyOrder(
                        "plugins/Mulligan_-1.0.0.jar",
                        "jars/mulligan/front-1.0.0.jar",
                        "lib/mulligan/engine/front-1.0.0.jar",
                        "lib/mulligan/engine/tensorflow-core-native-1.1.0-linux-x86_64.jar",
                        "lib/mulligan/models/fluorescence/rdf.yaml",
                        "lib/mulligan/bin/mulligan",
                        "lib/mulligan/docs/index.html",
                        "lib/mulligan/licences/THIRD-PARTY.txt",
                        "lib/mulligan/LICENSE",
                        "lib/mulligan/installed.txt");
        assertThat(out())
                .contains(
                        "Mulligan 1.0.0 is installed in Fiji (ImageJ 1.54p)",
                        "  ImageJ 1.54p",
                        "  imglib2 7.1.5 (older: built with 8.0.1)",
                        "  jna 5.17.0 (built with 5.14.0)");
    }

    @Test
    void inImageJPluginAndLibrariesLieInOneFolder() throws IOException {
        Map<String, String> before = FakeFolders.everything(imageJ);
        installing().install(imageJ, one);

        assertThat(added(imageJ, before).keySet())
                .containsExactlyInAnyOrder(
                        "plugins/Mulligan/Mulligan_-1.0.0.jar",
                        "plugins/Mulligan/Mulligan_Earlier_Names-1.0.0.jar",
                        "plugins/Mulligan/front-1.0.0.jar",
                        "plugins/Mulligan/imglib2-8.0.1.jar",
                        "plugins/Mulligan/jna-5.14.0.jar",
                        "lib/mulligan/engine/front-1.0.0.jar",
                        "lib/mulligan/engine/tensorflow-core-native-1.1.0-linux-x86_64.jar",
                        "lib/mulligan/models/fluorescence/rdf.yaml",
                        "lib/mulligan/bin/mulligan",
                        "lib/mulligan/docs/index.html",
                        "lib/mulligan/licences/THIRD-PARTY.txt",
                        "lib/mulligan/LICENSE",
                        "lib/mulligan/installed.txt");
    }

    @Test
    void everyFileIsToldAndListedWithItsHash() throws IOException {
        Map<String, String> before = FakeFolders.everything(fiji);
        installing().install(fiji, one);
        Map<String, String> added = added(fiji, before);
        added.remove(InstalledFiles.LIST);

        String list = Files.readString(fiji.resolve(InstalledFiles.LIST));
        assertThat(list).contains("version 1.0.0\n");
        assertThat(added)
                .allSatisfy(
                        (path, hash) -> {
                            assertThat(list).contains("file " + hash + " " + path + "\n");
                            assertThat(out()).contains("  " + path);
                        });
    }

    @Test
    void uninstallLeavesTheFolderAsItWasBefore() throws IOException {
        for (Path host : List.of(fiji, imageJ)) {
            Map<String, String> before = FakeFolders.everything(host);
            installing().install(host, one);
            installing().uninstall(host);
            assertThat(FakeFolders.everything(host)).isEqualTo(before);
        }
        assertThat(out()).contains("Mulligan 1.0.0 is removed from " + slashes(fiji));
    }

    private static String slashes(Path path) {
        return path.toString().replace(File.separatorChar, '/');
    }

    @Test
    void installingTwiceIsInstallingOnce() throws IOException {
        installing().install(fiji, one);
        Map<String, String> once = FakeFolders.everything(fiji);
        installing().install(fiji, one);
        assertThat(FakeFolders.everything(fiji)).isEqualTo(once);
    }

    @Test
    void aNewVersionLeavesNothingOfTheOldOne() throws IOException {
        for (Path host : List.of(fiji, imageJ)) {
            Map<String, String> before = FakeFolders.everything(host);
            installing().install(host, two);
            Map<String, String> fresh = FakeFolders.everything(host);
            installing().uninstall(host);
            installing().install(host, one);
            installing().install(host, two);

            assertThat(FakeFolders.everything(host)).isEqualTo(fresh);
            installing().uninstall(host);
            assertThat(FakeFolders.everything(host)).isEqualTo(before);
        }
        assertThat(out()).contains("It replaces 1.0.0");
    }

    @Test
    void aLibraryThatTheHostGotMeanwhileIsTakenFromTheHost() throws IOException {
        installing().install(imageJ, one);
        FakeFolders.write(imageJ.resolve("plugins/jna-5.17.0.jar"), "another plugin's");
        installing().install(imageJ, one);

        assertThat(imageJ.resolve("plugins/Mulligan/jna-5.14.0.jar")).doesNotExist();
        assertThat(imageJ.resolve("plugins/jna-5.17.0.jar")).hasContent("another plugin's");
    }

    @Test
    void theUsersModelsOutliveEverything() throws IOException {
        Path mine = FakeFolders.write(fiji.resolve("models/mulligan/mine.zip"), "mine");
        Path there = fiji.resolve("lib/mulligan/models/there.zip");
        installing().install(fiji, one);
        FakeFolders.write(there, "mine too");
        installing().install(fiji, two);
        installing().uninstall(fiji);

        assertThat(mine).hasContent("mine");
        assertThat(there).hasContent("mine too");
        assertThat(out()).contains("Models of yours stay in " + slashes(mine.getParent()));
        assertThat(err()).contains("more in it: " + there.getParent());
    }

    @Test
    void uninstallLeavesWhatSomebodyChangedAndNamesIt() throws IOException {
        installing().install(fiji, one);
        Path changed = fiji.resolve("lib/mulligan/models/fluorescence/rdf.yaml");
        Files.writeString(changed, "changed by me");
        installing().uninstall(fiji);

        assertThat(changed).hasContent("changed by me");
        assertThat(err()).contains("left: " + changed);
        assertThat(fiji.resolve("lib/mulligan/engine")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plugins/Mulligan_-1.0.0.jar",
                "jars/mulligan/front-1.0.0.jar",
                "lib/mulligan/models/fluorescence/rdf.yaml"
            })
    void aChangedFileIsNotReplacedByANewVersion(String path) throws IOException {
        installing().install(fiji, one);
        Files.writeString(fiji.resolve(path), "changed by me");
        assertRefusedWithoutChange(fiji, two, fiji.resolve(path).toString());

        Files.delete(fiji.resolve(path));
        installing().install(fiji, two);
        assertThat(fiji.resolve("plugins/Mulligan_-2.0.0.jar")).exists();
    }

    private void assertRefusedWithoutChange(Path host, Distribution what, String... words)
            throws IOException {
        Map<String, String> before = FakeFolders.everything(host);
        assertThatExceptionOfType(CommandFailure.class)
                .isThrownBy(() -> installing().install(host, what))
                .withMessageContainingAll(words);
        assertThat(FakeFolders.everything(host)).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"plugins/Mulligan_-0.9.jar", "jars/mine/Mulligan_-1.0.0.jar"})
    void aMulliganThatCameAnotherWayMustGoFirst(String path) throws IOException {
        FakeFolders.write(fiji.resolve(path), "copied by hand");
        assertRefusedWithoutChange(fiji, one, fiji.resolve(path).toString(), "Remove it");
    }

    @Test
    void aFileOfSomebodyElseIsNotOverwritten() throws IOException {
        FakeFolders.write(fiji.resolve("lib/mulligan/docs/index.html"), "not Mulligan's");
        assertRefusedWithoutChange(
                fiji, one, fiji.resolve("lib/mulligan/docs/index.html").toString());
    }

    @Test
    void aFailureWhileCopyingLeavesTheOldVersion() throws IOException {
        installing().install(fiji, one);
        FakeFolders.write(two.home().resolve("models/new/rdf.yaml"), "a new model");
        InstallPlan plan = plan(fiji, two);
        Path blocked = FakeFolders.write(fiji.resolve("lib/mulligan/models/new"), "in the way");
        Map<String, String> before = FakeFolders.everything(fiji);

        assertThatExceptionOfType(CommandFailure.class)
                .isThrownBy(new Installer(plan)::install)
                .withMessageContainingAll(blocked.toString(), "Nothing was changed");
        assertThat(FakeFolders.everything(fiji)).isEqualTo(before);
    }

    @Test
    void aFailureWhileRenamingLeavesTheOldVersionOrNone() throws IOException {
        for (boolean first : List.of(true, false)) {
            Path blocked = fiji.resolve("lib/mulligan/models/new/rdf.yaml");
            FakeFolders.write(two.home().resolve("models/new/rdf.yaml"), "a new model");
            if (!first) installing().install(fiji, one);
            InstallPlan plan = plan(fiji, two);
            Files.createDirectories(blocked);
            Map<String, String> before = FakeFolders.everything(fiji);

            assertThatExceptionOfType(CommandFailure.class)
                    .isThrownBy(new Installer(plan)::install)
                    .withMessageContainingAll(blocked.toString(), "Nothing was changed");
            assertThat(FakeFolders.everything(fiji)).isEqualTo(before);
            Files.delete(blocked);
            Files.delete(blocked.getParent());
        }
    }

    @Test
    void whatAKilledInstallationLeftIsCleared() throws IOException {
        installing().install(fiji, one);
        Map<String, String> before = FakeFolders.everything(fiji);
        Path plugin = fiji.resolve("plugins/Mulligan_-1.0.0.jar");
        Files.copy(plugin, plugin.resolveSibling(plugin.getFileName() + Installer.OLD));
        FakeFolders.write(fiji.resolve("lib/mulligan/LICENSE" + Installer.NEW), "half");
        installing().install(fiji, one);
        assertThat(FakeFolders.everything(fiji)).isEqualTo(before);
    }

    @Test
    void anInstallationThatWasKilledWhileCopyingCanBeRemoved() throws IOException {
        Map<String, String> before = FakeFolders.everything(fiji);
        installing().install(fiji, one);
        // The list is written first, the names come last.
        for (String path : List.of("plugins/Mulligan_-1.0.0.jar", "lib/mulligan/LICENSE"))
            Files.move(fiji.resolve(path), fiji.resolve(path + Installer.NEW));
        Files.delete(fiji.resolve("lib/mulligan/models/fluorescence/rdf.yaml"));
        installing().uninstall(fiji);
        assertThat(FakeFolders.everything(fiji)).isEqualTo(before);
    }

    @Test
    void theOldVersionComesBackFromAnInstallationThatWasKilledWhileRenaming() throws IOException {
        installing().install(fiji, one);
        Map<String, String> before = FakeFolders.everything(fiji);
        Path plugin = fiji.resolve("plugins/Mulligan_-1.0.0.jar");
        Files.move(plugin, plugin.resolveSibling(plugin.getFileName() + Installer.OLD));
        FakeFolders.write(two.home().resolve("models/new/rdf.yaml"), "a new model");
        InstallPlan plan = plan(fiji, two);
        Path blocked = FakeFolders.write(fiji.resolve("lib/mulligan/models/new"), "in the way");
        assertThatExceptionOfType(CommandFailure.class).isThrownBy(new Installer(plan)::install);

        Files.delete(blocked);
        assertThat(FakeFolders.everything(fiji)).isEqualTo(before);
    }

    @Test
    void aFullDiskIsSaidBeforeAnythingIsWritten() throws IOException {
        long free = Files.getFileStore(fiji).getUsableSpace();
        try (RandomAccessFile sparse =
                new RandomAccessFile(two.home().resolve("engine/huge.jar").toFile(), "rw")) {
            sparse.setLength(free + (1 << 20));
        } catch (IOException e) {
            assumeTrue(false, "this file system has no files with holes: " + e.getMessage());
        }
        assertRefusedWithoutChange(fiji, two, fiji.toString(), "MB free");
    }

    @Test
    void whereNothingIsInstalledNothingIsRemoved() throws IOException {
        Map<String, String> before = FakeFolders.everything(fiji);
        assertThatExceptionOfType(CommandFailure.class)
                .isThrownBy(() -> installing().uninstall(fiji))
                .withMessageContaining("not installed in " + fiji);
        assertThat(FakeFolders.everything(fiji)).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"file 00 ../mulligan-1/LICENSE", "folder ../..", "file 00", "what"})
    void aListThatIsNotOursRemovesNothing(String line) throws IOException {
        installing().install(fiji, one);
        Path list = fiji.resolve(InstalledFiles.LIST);
        Files.writeString(list, Files.readString(list) + line + "\n");
        Map<String, String> before = FakeFolders.everything(temporary);
        assertThatIOException()
                .isThrownBy(() -> installing().uninstall(fiji))
                .withMessageContainingAll(list.toString(), line);
        assertThat(FakeFolders.everything(temporary)).isEqualTo(before);
    }

    @Test
    void anImageJThatLostItsJarCanBeCleaned() throws IOException {
        installing().install(imageJ, one);
        Files.delete(imageJ.resolve("ij.jar"));
        installing().uninstall(imageJ);
        assertThat(imageJ.resolve("plugins/Mulligan")).doesNotExist();
    }

    @Test
    void onlyAWholeDistributionIsInstalled() throws IOException {
        Files.delete(one.plugin());
        assertThatExceptionOfType(CommandFailure.class)
                .isThrownBy(() -> Distribution.at(one.home()))
                .withMessageContainingAll(one.home().toString(), "Mulligan_-VERSION.jar");
    }
}

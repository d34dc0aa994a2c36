package org.mulligan.install;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mulligan.door.CommandFailure;
import org.mulligan.door.Failures;
import org.mulligan.install.InstalledFiles.Entry;

/** Removes what an installation put into an ImageJ, and nothing else. */
final class Uninstaller {
    private Uninstaller() {}

    /**
     * What was done.
     *
     * @param changed files that somebody changed since they were installed, and that stay
     * @param kept folders that were made for Mulligan, and stay because there is more in them
     */
    record Removed(String version, int files, List<String> changed, List<String> kept) {}

    /**
     * The folder with an installation that a person means: an ImageJ that lost its ij.jar can still
     * be cleaned.
     *
     * @throws CommandFailure when there is none
     */
    static Path root(Path given) throws IOException {
        Path folder = HostSearch.folder(given);
        if (Files.exists(folder.resolve(InstalledFiles.LIST))) return folder;
        Path host = HostSearch.find(folder, Optional.empty()).folder();
        if (Files.exists(host.resolve(InstalledFiles.LIST))) return host;
        throw new CommandFailure(
                "Mulligan is not installed in %s: there is no %s"
                        .formatted(host, host.resolve(InstalledFiles.LIST)));
    }

    /** Uninstalls; when a file cannot be removed, what is left stays listed. */
    static Removed uninstall(Path root) throws IOException {
        InstalledFiles list = InstalledFiles.read(root).orElseThrow();
        Installer.removeLeftovers(root, list);
        List<Entry> left = new ArrayList<>(list.files());
        List<String> changed = new ArrayList<>();
        int removed = 0;
        // The plugin's jar is listed first: while ImageJ holds it, on Windows, nothing else goes.
        for (String path : list.paths()) {
            try {
                if (list.unchanged(root, path)) {
                    Files.delete(root.resolve(path));
                    removed++;
                } else if (Files.exists(root.resolve(path))) changed.add(path);
            } catch (IOException e) {
                new InstalledFiles(list.version(), list.folders(), left).write(root);
                throw new CommandFailure(
                        "%s. %d files are still there; close ImageJ and uninstall again"
                                .formatted(Failures.text(e), left.size()),
                        e);
            }
            left.removeIf(entry -> entry.path().equals(path));
        }
        Files.delete(root.resolve(InstalledFiles.LIST));
        list.removeEmptyFolders(root);
        List<String> kept =
                list.folders().stream()
                        .filter(folder -> Files.isDirectory(root.resolve(folder)))
                        .toList();
        return new Removed(list.version(), removed, changed, kept);
    }
}

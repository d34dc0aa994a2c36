package org.mulligan.install;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.mulligan.model.archive.Sha256;

/**
 * What an installation put where, as its file {@code lib/mulligan/installed.txt} says it. Paths are
 * relative to the ImageJ's folder, with slashes.
 *
 * @param folders that were made for it, and did not exist before
 * @param files a path may be in it twice, while one version replaces another
 */
record InstalledFiles(String version, List<String> folders, List<Entry> files) {
    static final String LIST = Host.OURS + "/installed.txt";

    /**
     * A file as it was when it was installed.
     *
     * @param sha256 of its content, lower-case hex
     */
    record Entry(String sha256, String path) {}

    /**
     * The list of the installation in a folder.
     *
     * @throws IOException when it cannot be read, or does not look like one of ours
     */
    static Optional<InstalledFiles> read(Path root) throws IOException {
        Path list = root.resolve(LIST);
        if (!Files.exists(list)) return Optional.empty();
        String version = "";
        List<String> folders = new ArrayList<>();
        List<Entry> files = new ArrayList<>();
        for (String line : Files.readAllLines(list)) {
            String[] words = line.split(" ", 3);
            if (line.startsWith("#") || line.isBlank()) continue;
            else if (words[0].equals("version") && words.length == 2) version = words[1];
            else if (words[0].equals("folder") && isInside(root, line.substring(7)))
                folders.add(line.substring(7));
            else if (words[0].equals("file") && words.length == 3 && isInside(root, words[2]))
                files.add(new Entry(words[1], words[2]));
            else
                throw new IOException(
                        "%s must have lines \"file SHA256 PATH\" with paths inside %s, got \"%s\"; remove Mulligan by hand"
                                .formatted(list, root, line));
        }
        return Optional.of(new InstalledFiles(version, folders, files));
    }

    /** A list that somebody changed must not remove what lies elsewhere. */
    private static boolean isInside(Path root, String path) {
        Path file = root.resolve(path).normalize();
        return !path.isBlank() && file.startsWith(root) && !file.equals(root);
    }

    /** Writes it as a whole or not at all. */
    void write(Path root) throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add("# What bin/mulligan install put here, and bin/mulligan uninstall removes.");
        lines.add("version " + version);
        for (String folder : folders) lines.add("folder " + folder);
        for (Entry file : files) lines.add("file " + file.sha256() + " " + file.path());
        Path partial = root.resolve(LIST + Installer.NEW);
        Files.write(partial, lines);
        Files.move(
                partial,
                root.resolve(LIST),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }

    /** Both lists in one, for the time in which either's files may be there. */
    InstalledFiles with(InstalledFiles other) {
        return new InstalledFiles(
                version, distinct(folders, other.folders), distinct(files, other.files));
    }

    private static <T> List<T> distinct(List<T> some, List<T> more) {
        return Stream.concat(some.stream(), more.stream()).distinct().toList();
    }

    Set<String> paths() {
        Set<String> paths = new LinkedHashSet<>();
        for (Entry file : files) paths.add(file.path());
        return paths;
    }

    /** Whether a file exists and is as it was installed. */
    boolean unchanged(Path root, String path) throws IOException {
        return Files.isRegularFile(root.resolve(path))
                && files.contains(new Entry(hash(root.resolve(path)), path));
    }

    /** Removes those of the folders that are empty. */
    void removeEmptyFolders(Path root) throws IOException {
        List<String> deepestFirst = new ArrayList<>(folders);
        deepestFirst.sort((a, b) -> b.length() - a.length());
        for (String folder : deepestFirst)
            if (isEmpty(root.resolve(folder))) Files.delete(root.resolve(folder));
    }

    private static boolean isEmpty(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) return false;
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.findAny().isEmpty();
        }
    }

    static String hash(Path file) throws IOException {
        try (InputStream bytes = Files.newInputStream(file)) {
            return Sha256.of(bytes);
        }
    }
}

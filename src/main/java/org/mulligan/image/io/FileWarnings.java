package org.mulligan.image.io;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Warnings of many files, each kind said once. Those that differ only in figures are of a kind. */
public final class FileWarnings {
    private static final Pattern NUMBER = Pattern.compile("[-+]?[\\d.,]*\\d(?:[eE][-+]?\\d+)?");

    /** A warning and the files that it is for, the first with its own figures. */
    private record Warning(String text, Set<String> files) {}

    private final Map<String, Warning> kinds = new LinkedHashMap<>();
    private final Set<String> files = new LinkedHashSet<>();

    /**
     * Takes a warning.
     *
     * @param file name of the file; empty where it is for all
     */
    public void add(String file, String line) {
        String own = line.startsWith(file + ": ") ? line.substring(file.length() + 2) : line;
        String plain = file.isEmpty() ? own : own.replace(file, "");
        kinds.computeIfAbsent(
                        NUMBER.matcher(plain).replaceAll("#"),
                        kind -> new Warning(own, new LinkedHashSet<>()))
                .files()
                .add(file);
        files.add(file);
    }

    /** How many files there are warnings of. */
    public int count() {
        return files.size();
    }

    /** A line for each kind: the first warning, and how many files it is for. */
    public List<String> lines() {
        return kinds.values().stream().map(FileWarnings::line).toList();
    }

    private static String line(Warning warning) {
        String first = warning.files().iterator().next();
        int count = warning.files().size();
        if (count > 1)
            return "%d images, the first is %s: %s".formatted(count, first, warning.text());
        return first.isEmpty() ? warning.text() : first + ": " + warning.text();
    }
}

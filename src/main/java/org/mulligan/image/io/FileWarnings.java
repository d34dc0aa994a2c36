package org.mulligan.image.io;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Warnings of many files, or why they failed: each kind is said once. Those that differ only in
 * figures are of a kind.
 */
public final class FileWarnings {
    private static final Pattern NUMBER = Pattern.compile("[-+]?[\\d.,]*\\d(?:[eE][-+]?\\d+)?");

    /** Files that are named; a log has the others. */
    private static final int NAMED = 5;

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

    /** A line for each kind: how many files it is for, and the warning of the first. */
    public List<String> lines() {
        return kinds.values().stream().map(FileWarnings::line).toList();
    }

    private static String line(Warning warning) {
        int count = warning.files().size();
        String names = warning.files().stream().limit(NAMED).collect(Collectors.joining(", "));
        if (count > 1)
            return "%d images (%s%s): %s"
                    .formatted(count, names, count > NAMED ? ", ..." : "", warning.text());
        return warning.text().contains(names) ? warning.text() : names + ": " + warning.text();
    }
}

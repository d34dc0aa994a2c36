package org.mulligan.ij1;

import java.util.List;
import java.util.stream.Collectors;

/** Text for ImageJ's boxes, which are as wide as their longest line. */
final class Words {
    private Words() {}

    /** The text with its lines broken at spaces, so that none is longer than it must be. */
    static String wrapped(String text, int columns) {
        return text.lines()
                .map(line -> wrappedLine(line, columns))
                .collect(Collectors.joining("\n"));
    }

    /** The first lines of a text; of a longer one the last is an end that says so. */
    static String first(String text, int lines, String end) {
        List<String> all = text.lines().toList();
        if (all.size() <= lines) return text;
        return String.join("\n", all.subList(0, lines - 1)) + "\n" + end;
    }

    private static String wrappedLine(String line, int columns) {
        StringBuilder wrapped = new StringBuilder();
        int used = 0;
        for (String word : line.split(" ")) {
            boolean fits = used + 1 + word.length() <= columns;
            if (used > 0) wrapped.append(fits ? ' ' : '\n');
            used = used > 0 && fits ? used + 1 + word.length() : word.length();
            wrapped.append(word);
        }
        return wrapped.toString();
    }
}

package org.mulligan.image.io;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which channels, slices or frames of an image are taken, as a user says it: numbers from 1 and
 * ranges with commas between them, each range with a step behind a colon where it is not 1. A range
 * without an end goes on to the last.
 *
 * @param key {@code channels}, {@code slices} or {@code frames}
 * @param text such as {@code 1,3} or {@code 2-5} or {@code 1-100:5} or {@code 10-}; empty = all
 */
record PlaneNumbers(String key, String text) {
    private static final Pattern RANGE =
            Pattern.compile("(\\d{1,9})(?:\\s*(-)\\s*(\\d{1,9})?\\s*(?::\\s*(\\d{1,9}))?)?");

    /**
     * @throws IllegalArgumentException when the text is none, or its numbers do not ascend
     */
    PlaneNumbers {
        long last = 0;
        for (String part : parts(text)) {
            Matcher range = RANGE.matcher(part);
            if (!range.matches()) throw refused(key, text);
            long first = number(range, 1, 0);
            long end = number(range, 3, first);
            if (first < 1 || end < first || number(range, 4, 1) < 1) throw refused(key, text);
            if (first <= last)
                throw new IllegalArgumentException(
                        "%s=%s does not ascend, and the result keeps the order of the image; give each number once, the smallest first"
                                .formatted(key, text));
            last = range.group(2) != null && range.group(3) == null ? Integer.MAX_VALUE : end;
        }
    }

    private static IllegalArgumentException refused(String key, String text) {
        return new IllegalArgumentException(
                "%s must be numbers or ranges with commas between them, from 1, such as 1,3 or 2-5 or 10- or 1-100:5 (every fifth), got \"%s\""
                        .formatted(key, text));
    }

    private static List<String> parts(String text) {
        return text.isBlank() ? List.of() : List.of(text.strip().split("\\s*,\\s*", -1));
    }

    private static long number(Matcher range, int group, long otherwise) {
        return range.group(group) == null ? otherwise : Long.parseLong(range.group(group));
    }

    boolean isAll() {
        return text.isBlank();
    }

    /**
     * The planes of an image.
     *
     * @param length how many there are
     * @param title of the image, for the message
     * @param hint what else the message says, or nothing
     * @return ascending, from 0
     * @throws IllegalArgumentException when a number is beyond the last
     */
    List<Integer> of(int length, String title, String hint) {
        List<Integer> numbers = new ArrayList<>();
        if (isAll()) for (int i = 0; i < length; i++) numbers.add(i);
        for (String part : parts(text)) {
            Matcher range = RANGE.matcher(part);
            range.matches();
            long first = number(range, 1, 0);
            boolean open = range.group(2) != null && range.group(3) == null;
            long end = open ? Math.max(first, length) : number(range, 3, first);
            if (end > length)
                throw new IllegalArgumentException(
                        "%s=%s goes beyond \"%s\", which has %s; give %s, or leave %s out for all%s"
                                .formatted(
                                        key,
                                        text,
                                        title,
                                        length == 1
                                                ? "one " + key.substring(0, key.length() - 1)
                                                : "%s 1 to %d".formatted(key, length),
                                        length == 1 ? "1" : "numbers up to " + length,
                                        key,
                                        hint));
            for (long i = first; i <= end; i += number(range, 4, 1)) numbers.add((int) i - 1);
        }
        return numbers;
    }
}

package org.mulligan.data;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which files are held back for validation: about every tenth, and never a file whose field of view
 * is trained on through another channel.
 *
 * @param validation names held back
 * @param calibration names held back for nothing but the intervals of a model
 * @param fields names by field of view
 * @param note what was done, for the user
 */
public record Split(
        Set<String> validation, Set<String> calibration, List<List<String>> fields, String note) {
    private static final int MOST = 8;

    /** {@code 001_0}, {@code cells_ch02}, {@code embryo-c1}, {@code a_w2}, {@code b_channel1}. */
    private static final Pattern CHANNEL =
            Pattern.compile("(.+)[_-](?:\\d|(?i:ch|channel|c|w)\\d{1,2}|(?i:ch)[A-Za-z0-9]{1,6})");

    /**
     * @param names of at least two files, without extension
     */
    public static Split of(List<String> names, long seed) {
        return of(names, List.of(), seed);
    }

    /**
     * Also keeps together what shows one picture under several names: held back it would be known
     * from the training.
     *
     * @param same groups of names
     */
    public static Split of(List<String> names, Collection<List<String>> same, long seed) {
        return of(names, same, 0, seed);
    }

    /**
     * Also holds further fields back, after those of the validation, which stay what they are.
     *
     * @param calibration fields of view; 0 = none
     * @throws IllegalArgumentException when less than a field is left to train on
     */
    public static Split of(
            List<String> names, Collection<List<String>> same, int calibration, long seed) {
        List<List<String>> fields = new ArrayList<>(fieldsOfView(names));
        List<List<String>> joined = joined(fields, same);
        // Where there is one picture only, nothing else can be held back.
        if (joined.size() > 1) fields = joined;
        Collections.shuffle(fields, new Random(Seeds.SPLIT.stream(seed, 0).nextLong()));
        int wanted = Math.max(1, Math.min(MOST, Math.round(names.size() / 10f)));
        Set<String> held = new LinkedHashSet<>();
        for (List<String> field : fields) {
            if (held.size() >= wanted) break;
            if (held.size() + field.size() <= Math.max(1, names.size() / 2)) held.addAll(field);
        }
        if (held.isEmpty())
            held.addAll(fields.stream().min((a, b) -> a.size() - b.size()).orElseThrow());
        Set<String> apart = new LinkedHashSet<>();
        List<List<String>> left =
                fields.stream().filter(field -> Collections.disjoint(field, held)).toList();
        if (calibration > 0 && calibration >= left.size())
            throw new IllegalArgumentException(
                    "calibration=%d fields of view are to be held back beside those of the validation, and there are %d to train on; give at most %d"
                            .formatted(calibration, left.size(), Math.max(0, left.size() - 1)));
        left.subList(0, calibration).forEach(apart::addAll);
        String note =
                "%d files (%d fields of view): %d to train on, %d held back for validation: %s"
                        .formatted(
                                names.size(),
                                fields.size(),
                                names.size() - held.size() - apart.size(),
                                held.size(),
                                String.join(", ", held));
        if (!apart.isEmpty())
            note +=
                    "; %d held back to calibrate intervals: %s"
                            .formatted(apart.size(), String.join(", ", apart));
        return new Split(held, apart, List.copyOf(fields), note);
    }

    /** Whether a file is trained on. */
    public boolean trains(String name) {
        return !validation.contains(name) && !calibration.contains(name);
    }

    private static List<List<String>> joined(
            List<List<String>> fields, Collection<List<String>> same) {
        List<List<String>> joined = new ArrayList<>(fields);
        for (List<String> group : same) {
            List<List<String>> touched =
                    joined.stream().filter(field -> !Collections.disjoint(field, group)).toList();
            if (touched.size() < 2) continue;
            int first = joined.indexOf(touched.get(0));
            joined.set(first, touched.stream().flatMap(List::stream).toList());
            joined.removeAll(touched.subList(1, touched.size()));
        }
        return joined;
    }

    /**
     * A trailing number counts as a channel only where it groups the files into several fields;
     * {@code image_1} to {@code image_9} are nine fields of view.
     */
    public static List<List<String>> fieldsOfView(List<String> names) {
        Map<String, List<String>> fields = new LinkedHashMap<>();
        for (String name : names) {
            Matcher channel = CHANNEL.matcher(name);
            String field = channel.matches() ? channel.group(1) : name + "\n";
            fields.computeIfAbsent(field, key -> new ArrayList<>()).add(name);
        }
        long several = fields.values().stream().filter(field -> field.size() > 1).count();
        if (several == 1 && fields.values().stream().mapToInt(List::size).max().orElse(0) > 4
                || fields.size() == 1) return names.stream().map(List::of).toList();
        return List.copyOf(fields.values());
    }
}

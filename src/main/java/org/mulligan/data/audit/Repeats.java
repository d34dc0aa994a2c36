package org.mulligan.data.audit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.mulligan.data.Split;

/**
 * Which images of a set show one field: by another light, at another time, a few pixels away. Each
 * is compared with each, and what two images of the set have in common anyway is what most pairs
 * have; an image of the same field has much more.
 *
 * <p>The numbers were chosen on 10 real sets (W2S, FMD, BBBC039, holograms, photographs; 760
 * images). Of 86,000 pairs of different fields the highest correlation was 0.77, of the same field
 * in another stain included. Images of one field with 10 photons and another contrast had 0.85 or
 * more in 555 of 556, with 2 photons in 155 of 156 micrographs.
 *
 * @param pairs those that are images of one field, the most alike first; of a set of one field none
 * @param oneField whether most images show the same
 * @param series whether images that follow one another by name are alike, as slices of a block
 * @param usual correlation of two images of the set in the middle, -1 to 1
 * @param next the same of those that follow one another; not a number where there are few
 */
public record Repeats(
        List<Pair> pairs, boolean oneField, boolean series, double usual, double next) {
    /** Least correlation of two images of one field. */
    static final double SAME = 0.85;

    /** Standard deviations of what two images of a set have in common. */
    private static final double BEYOND = 5;

    /** Of a series: correlation with the next, and share of those above three quarters of all. */
    private static final double NEXT = 0.4;

    private static final double ORDERED = 0.8;
    private static final int FEWEST_NEXT = 6;

    /** Quartile of a normal distribution. */
    private static final double QUARTILE = 0.6745;

    /** Fisher's transform of 1 is infinite. */
    private static final double MOST = 0.99999;

    /**
     * Two images by their places in the set.
     *
     * @param likeness their correlation
     */
    public record Pair(int first, int second, double likeness) {}

    /**
     * Compares all with all.
     *
     * @param names without extension; channels of one field are not compared, see {@link
     *     Split#fieldsOfView}
     * @param glances one for each name
     */
    public static Repeats of(List<String> names, List<Glance> glances) {
        int[] fields = fields(names);
        int count = names.size();
        List<Pair> all = new ArrayList<>();
        double[] likeness = new double[count * (count - 1) / 2];
        int compared = 0;
        for (int i = 0; i < count; i++)
            for (int j = i + 1; j < count; j++) {
                if (fields[i] == fields[j]) continue;
                double one = glances.get(i).likeness(glances.get(j));
                likeness[compared++] = one;
                // Copies are left out, or held back together where they are targets.
                if (one >= SAME && !isCopy(glances.get(i), glances.get(j)))
                    all.add(new Pair(i, j, one));
            }
        if (compared == 0) return new Repeats(List.of(), false, false, Double.NaN, Double.NaN);
        double[] sorted = Arrays.copyOf(likeness, compared);
        Arrays.sort(sorted);
        double usual = at(sorted, 0.5);
        double[] next = next(fields, glances);
        double nextUsual = next.length < FEWEST_NEXT ? Double.NaN : at(next, 0.5);
        if (usual >= SAME && count > 2)
            return new Repeats(List.of(), true, false, usual, nextUsual);
        // Repeats are in the upper half only.
        double spread = (fisher(usual) - fisher(at(sorted, 0.25))) / QUARTILE;
        double least = fisher(usual) + BEYOND * spread;
        List<Pair> pairs =
                all.stream()
                        .filter(pair -> count < 4 || fisher(pair.likeness()) >= least)
                        .sorted((a, b) -> Double.compare(b.likeness(), a.likeness()))
                        .toList();
        double high = at(sorted, 0.75);
        double above = Arrays.stream(next).filter(one -> one > high).count();
        boolean series = nextUsual >= NEXT && above >= ORDERED * next.length;
        return new Repeats(pairs, false, series, usual, nextUsual);
    }

    private static boolean isCopy(Glance first, Glance second) {
        return Arrays.equals(first.small(), second.small());
    }

    /** Sorted. */
    private static double[] next(int[] fields, List<Glance> glances) {
        double[] next = new double[Math.max(0, fields.length - 1)];
        int count = 0;
        for (int i = 0; i + 1 < fields.length; i++)
            if (fields[i] != fields[i + 1])
                next[count++] = glances.get(i).likeness(glances.get(i + 1));
        next = Arrays.copyOf(next, count);
        Arrays.sort(next);
        return next;
    }

    private static double at(double[] sorted, double share) {
        return sorted[(int) (share * (sorted.length - 1))];
    }

    private static double fisher(double correlation) {
        double r = Math.max(-MOST, Math.min(MOST, correlation));
        return 0.5 * Math.log((1 + r) / (1 - r));
    }

    /** By name its field of view. */
    private static int[] fields(List<String> names) {
        Map<String, Integer> numbers = new HashMap<>();
        List<List<String>> fields = Split.fieldsOfView(names);
        for (int i = 0; i < fields.size(); i++)
            for (String name : fields.get(i)) numbers.put(name, i);
        return names.stream().mapToInt(numbers::get).toArray();
    }
}

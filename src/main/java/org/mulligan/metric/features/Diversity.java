package org.mulligan.metric.features;

import java.util.SplittableRandom;

/**
 * How different the fakes are from each other, beside how different the real images are: mean
 * Euclidean distances between two images of a set, in units of the features.
 *
 * @param fakes mean over pairs of fakes
 * @param reals mean over pairs of real images, above 0
 */
public record Diversity(double fakes, double reals) {
    private static final int PAIRS = 10_000;

    public Diversity {
        if (!(fakes >= 0) || !(reals >= 0))
            throw new IllegalArgumentException(
                    "Distances are not negative, got %s and %s".formatted(fakes, reals));
        if (reals == 0)
            throw new IllegalArgumentException(
                    "The real images are all the same, so nothing can be as diverse; give different ones");
    }

    /** From 10,000 pairs of either set. */
    public static Diversity of(Features reals, Features fakes, long seed) {
        return of(reals, fakes, PAIRS, seed);
    }

    /**
     * Computes both means.
     *
     * @param pairs how many random pairs of different rows to look at, at least 1; where a set has
     *     no more than that, each of its pairs once
     * @param seed the same one gives the same pairs
     * @throws IllegalArgumentException if the rows of the two are not of one length, or all real
     *     ones are equal
     */
    public static Diversity of(Features reals, Features fakes, int pairs, long seed) {
        Features.checkComparable(reals, fakes);
        if (pairs < 1)
            throw new IllegalArgumentException("Diversity needs a pair or more, got " + pairs);
        return new Diversity(mean(fakes, pairs, seed + 1), mean(reals, pairs, seed));
    }

    private static double mean(Features set, int pairs, long seed) {
        int n = set.rows();
        long all = (long) n * (n - 1) / 2;
        double sum = 0;
        if (all <= pairs) {
            for (int i = 0; i < n; i++)
                for (int j = 0; j < i; j++) sum += RowPairs.distance(set, i, j);
            return sum / all;
        }
        SplittableRandom random = new SplittableRandom(seed);
        for (int pair = 0; pair < pairs; pair++) {
            int i = random.nextInt(n);
            int j = random.nextInt(n - 1);
            sum += RowPairs.distance(set, i, j < i ? j : j + 1);
        }
        return sum / pairs;
    }

    /** 1: as diverse as the real images; near 0: always the same image. */
    public double ratio() {
        return fakes / reals;
    }
}

package org.mulligan.service.evaluate;

import java.util.List;
import java.util.Optional;

/**
 * The scores that a discriminator gave to images in training, as quantiles from 0 to 100 %.
 *
 * @param quantiles 2 or more, not falling
 */
record Scores(List<Double> quantiles) {
    Scores {
        quantiles = List.copyOf(quantiles);
        if (quantiles.size() < 2)
            throw new IllegalArgumentException(
                    "Scores need 2 quantiles or more, got " + quantiles.size());
    }

    /**
     * @param stored in a model; empty where it has none
     * @throws IllegalArgumentException when it is none; the text is the end of a sentence
     */
    static Scores of(Optional<List<Double>> stored) {
        return new Scores(
                stored.orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "does not say how its discriminator scores; train it again with this version")));
    }

    /**
     * The share of images that score lower, 0 to 100; linear between quantiles, and of a score that
     * many share the middle.
     */
    double percentile(double score) {
        return 100 * (place(score, false) + place(score, true)) / 2;
    }

    /** Where a score comes among the quantiles, before or behind those that are equal to it. */
    private double place(double score, boolean behind) {
        int last = quantiles.size() - 1;
        int below = 0;
        while (below <= last
                && (quantiles.get(below) < score || behind && quantiles.get(below) == score))
            below++;
        if (below == 0) return 0;
        if (below > last) return 1;
        double low = quantiles.get(below - 1);
        double high = quantiles.get(below);
        double share = high > low ? Math.min(1, Math.max(0, (score - low) / (high - low))) : 0;
        return (below - 1 + share) / last;
    }
}

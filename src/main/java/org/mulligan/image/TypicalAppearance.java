package org.mulligan.image;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mulligan.image.Appearance.Trait;

/**
 * What the images looked like that a model was trained on, and how far from them an image may be
 * before its user is warned.
 *
 * @param images that were measured, 1 or more
 * @param ranges one per trait
 */
public record TypicalAppearance(int images, Map<Trait, Range> ranges) {
    /**
     * Where one trait's numbers lie.
     *
     * @param mean over the images
     * @param deviation standard deviation over the images, with a floor, above 0
     * @param limit largest distance from the mean that is usual, in deviations
     */
    public record Range(List<Double> mean, List<Double> deviation, double limit) {
        public Range {
            if (mean.size() != deviation.size()
                    || !(limit > 0)
                    || deviation.stream().anyMatch(d -> !(d > 0)))
                throw new IllegalArgumentException(
                        "Every mean needs a positive deviation, and they a positive limit; got %s, %s and %s"
                                .formatted(mean, deviation, limit));
            mean = List.copyOf(mean);
            deviation = List.copyOf(deviation);
        }

        /** Largest distance of any number from its mean, in deviations. */
        double distance(List<Double> values) {
            return away(values, farthest(values));
        }

        private int farthest(List<Double> values) {
            int farthest = 0;
            for (int i = 1; i < mean.size(); i++)
                if (away(values, i) > away(values, farthest)) farthest = i;
            return farthest;
        }

        private double away(List<Double> values, int i) {
            return Math.abs(values.get(i) - mean.get(i)) / deviation.get(i);
        }
    }

    /**
     * A trait in which an image is far from those of the training: the one of its numbers that is
     * farthest.
     *
     * @param index of the number in {@link Appearance#values}
     * @param value of the image
     * @param mean of the training images
     * @param low where the numbers of most training images begin: two deviations below the mean
     * @param high where they end: two above
     */
    public record Difference(
            Trait trait, int index, double value, double mean, double low, double high) {}

    /** Deviations from the mean between which "most" images lie. */
    private static final double MOST = 2;

    /** No limit is lower: images of one kind are seldom Gaussian. */
    private static final double LEAST_LIMIT = 4;

    /** Share of the held-out images that the limit is derived from. */
    private static final double PERCENT = 95;

    private static final double MARGIN = 1.5;

    public TypicalAppearance {
        if (images < 1 || ranges.size() != Trait.values().length)
            throw new IllegalArgumentException(
                    "A typical appearance needs images and a range for each of %s, got %d and %s"
                            .formatted(List.of(Trait.values()), images, ranges.keySet()));
        ranges = Collections.unmodifiableMap(new EnumMap<>(ranges));
    }

    /**
     * Learns from the images of a training. The limit of each trait is 1.5 times the distance that
     * 95 of 100 held-out images keep, and 4 deviations at least.
     *
     * @param training of the images trained on, one or more
     * @param held of images of the same kind that were held back; may be empty
     */
    public static TypicalAppearance of(List<Appearance> training, List<Appearance> held) {
        Map<Trait, Range> ranges = new EnumMap<>(Trait.class);
        for (Trait trait : Trait.values()) {
            List<Double> mean =
                    Appearance.mean(training, trait).stream()
                            .map(TypicalAppearance::rounded)
                            .toList();
            Range range = new Range(mean, deviations(training, trait, mean), LEAST_LIMIT);
            double limit = LEAST_LIMIT;
            if (!held.isEmpty()) {
                float[] distances = new float[held.size()];
                for (int i = 0; i < distances.length; i++)
                    distances[i] = (float) range.distance(held.get(i).values(trait));
                limit = Math.max(limit, MARGIN * new Percentiles(distances).at(PERCENT));
            }
            ranges.put(trait, new Range(mean, range.deviation(), rounded(limit)));
        }
        return new TypicalAppearance(training.size(), ranges);
    }

    /**
     * Standard deviations, to which a floor is added in squares: how little matters to any network.
     * The spread of few images says little, so the floor grows for them, threefold for a single
     * one.
     */
    private static List<Double> deviations(
            List<Appearance> images, Trait trait, List<Double> mean) {
        double floor = floor(trait) * Math.sqrt(1 + 8.0 / images.size());
        List<Double> deviations = new ArrayList<>();
        for (int i = 0; i < mean.size(); i++) {
            double squares = 0;
            for (Appearance image : images)
                squares += Math.pow(image.values(trait).get(i) - mean.get(i), 2);
            double variance = squares / Math.max(1, images.size() - 1);
            deviations.add(rounded(Math.sqrt(variance + floor * floor)));
        }
        return deviations;
    }

    /** So that a descriptor can be read. */
    private static double rounded(double value) {
        return Math.round(value * 1e4) / 1e4;
    }

    /** 3 % of the range; a quarter more or less power; an eighth more or less noise. */
    private static double floor(Trait trait) {
        return switch (trait) {
            case INTENSITIES -> 0.03;
            case SPECTRUM -> 0.1;
            case NOISE -> 0.05;
        };
    }

    /** In what an image is unlike those of the training; empty for one of their kind. */
    public List<Difference> differences(Appearance image) {
        List<Difference> differences = new ArrayList<>();
        ranges.forEach(
                (trait, range) -> difference(trait, range, image).ifPresent(differences::add));
        return differences;
    }

    private static Optional<Difference> difference(Trait trait, Range range, Appearance image) {
        List<Double> values = image.values(trait);
        if (range.distance(values) <= range.limit()) return Optional.empty();
        int i = range.farthest(values);
        double mean = range.mean().get(i);
        double reach = MOST * range.deviation().get(i);
        return Optional.of(
                new Difference(trait, i, values.get(i), mean, mean - reach, mean + reach));
    }
}

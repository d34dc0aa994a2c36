package org.mulligan.image;

import java.util.Arrays;
import java.util.List;

/**
 * What an image looks like to a network, in numbers that do not depend on the camera's units: all
 * are of the normalised image, in which the range from the low to the high percentile is 1.
 *
 * @param intensities the image's values at {@link #PERCENTS}, in parts of the range
 * @param spectrum log10 of the mean power in {@link #RINGS} rings of spatial frequency, scaled so
 *     that white noise of variance v has log10 v everywhere; range<sup>2</sup>
 * @param noise log10 of the standard deviation of what changes from pixel to pixel, in parts of the
 *     range
 */
public record Appearance(List<Double> intensities, List<Double> spectrum, double noise) {
    /** Percentiles that {@link #intensities()} has. */
    public static final List<Double> PERCENTS = List.of(1.0, 5.0, 25.0, 50.0, 75.0, 95.0, 99.0);

    /** Rings of equal width from {@link #LOWEST} to {@link #HIGHEST}. */
    public static final int RINGS = 12;

    /** Cycles per px; the middle of the lowest ring is a period of 25 px. */
    public static final double LOWEST = 0.02;

    /** Cycles per px; a period of 2 px, the finest that pixels can show. */
    public static final double HIGHEST = 0.5;

    public Appearance {
        if (intensities.size() != PERCENTS.size() || spectrum.size() != RINGS)
            throw new IllegalArgumentException(
                    "An appearance has %d intensities and %d rings, got %d and %d"
                            .formatted(
                                    PERCENTS.size(), RINGS, intensities.size(), spectrum.size()));
        intensities = List.copyOf(intensities);
        spectrum = List.copyOf(spectrum);
    }

    /** Groups of numbers that a person would call one property. */
    public enum Trait {
        /** How full the histogram is. */
        INTENSITIES,
        /** How coarse, fine or sharp the structures are. */
        SPECTRUM,
        NOISE
    }

    /** The numbers of one trait. */
    public List<Double> values(Trait trait) {
        return switch (trait) {
            case INTENSITIES -> intensities;
            case SPECTRUM -> spectrum;
            case NOISE -> List.of(noise);
        };
    }

    /** How many numbers a trait has. */
    public static int size(Trait trait) {
        return switch (trait) {
            case INTENSITIES -> PERCENTS.size();
            case SPECTRUM -> RINGS;
            case NOISE -> 1;
        };
    }

    /** The mean of each number, as of some planes of one stack. */
    public static Appearance mean(List<Appearance> planes) {
        return new Appearance(
                mean(planes, Trait.INTENSITIES),
                mean(planes, Trait.SPECTRUM),
                mean(planes, Trait.NOISE).get(0));
    }

    static List<Double> mean(List<Appearance> images, Trait trait) {
        double[] sums = new double[images.get(0).values(trait).size()];
        for (Appearance image : images)
            for (int i = 0; i < sums.length; i++) sums[i] += image.values(trait).get(i);
        return Arrays.stream(sums).map(sum -> sum / images.size()).boxed().toList();
    }

    /** Spatial frequency in the middle of a ring, cycles/px. */
    public static double frequency(int ring) {
        return LOWEST + (ring + 0.5) * (HIGHEST - LOWEST) / RINGS;
    }
}

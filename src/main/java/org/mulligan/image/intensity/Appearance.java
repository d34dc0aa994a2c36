package org.mulligan.image.intensity;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What an image looks like to a network, in numbers that do not depend on the camera's gain and
 * offset: all are of the normalised image, in which the range between the two percentiles of the
 * model is 1.
 *
 * @param quantiles the intensities at {@link #PERCENTS}, in parts of the range
 * @param energies log10 of the mean spectral energy between each two {@link #EDGES}; white noise of
 *     variance v has log10 v everywhere
 */
public record Appearance(List<Double> quantiles, List<Double> energies) {
    /** Of 100 pixels, how many lie below each of the {@link #quantiles()}. */
    public static final List<Double> PERCENTS = List.of(5.0, 25.0, 50.0, 75.0, 95.0);

    /** Spatial frequencies in cycles/px, half octaves: periods of 32 to 2 px. */
    public static final List<Double> EDGES =
            Stream.iterate(1 / 32.0, f -> f < 0.51, f -> f * Math.sqrt(2)).toList();

    /** Numbers of one kind. */
    public enum Trait {
        /** How full the histogram is. */
        QUANTILES(PERCENTS.size()),

        /** How much structure and noise there is of each size. */
        ENERGIES(EDGES.size() - 1),

        /**
         * How much more energy each size has than the next coarser one, log10: the shape of the
         * spectrum, which tells a blurred, enlarged or interpolated image whatever its noise.
         */
        STEPS(EDGES.size() - 2);

        /** How many numbers it has. */
        public final int size;

        Trait(int size) {
            this.size = size;
        }
    }

    public Appearance {
        if (quantiles.size() != Trait.QUANTILES.size || energies.size() != Trait.ENERGIES.size)
            throw new IllegalArgumentException(
                    "An appearance has %d quantiles and %d energies, got %d and %d"
                            .formatted(
                                    Trait.QUANTILES.size,
                                    Trait.ENERGIES.size,
                                    quantiles.size(),
                                    energies.size()));
        quantiles = List.copyOf(quantiles);
        energies = List.copyOf(energies);
    }

    /** The numbers of one kind. */
    public List<Double> values(Trait trait) {
        return switch (trait) {
            case QUANTILES -> quantiles;
            case ENERGIES -> energies;
            case STEPS ->
                    IntStream.range(0, trait.size)
                            .mapToObj(i -> energies.get(i + 1) - energies.get(i))
                            .toList();
        };
    }
}

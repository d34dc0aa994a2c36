package org.mulligan.image.intensity;

/**
 * How the intensities of an image become those that a network was taught with: one affine map for
 * each whole channel, or one for all channels together.
 *
 * @param kind what the two numbers mean
 * @param low see {@link Kind}
 * @param high see {@link Kind}
 * @param epsilon added to what is divided by, as some tools do; in intensities
 * @param together whether what is measured is measured over all channels, which then share one map,
 *     as bioimage.io's {@code axes: [channel, y, x]}; else each channel by itself
 */
public record Scaling(Kind kind, double low, double high, double epsilon, boolean together) {
    /** Where 0 and 1 come from. */
    public enum Kind {
        /**
         * The percentiles {@code low} and {@code high} become 0 and 1: CARE's and bioimage.io's
         * {@code scale_range}.
         */
        PERCENTILES,
        /**
         * The mean becomes 0, and what lies one standard deviation above it 1; the numbers say
         * nothing: bioimage.io's {@code zero_mean_unit_variance}.
         */
        DEVIATION,
        /**
         * The intensities {@code low} and {@code high} become 0 and 1: N2V's, where {@code high} is
         * mean and deviation of the training images together; bioimage.io's {@code scale_linear}
         * and {@code fixed_zero_mean_unit_variance}.
         */
        FIXED
    }

    public Scaling {
        boolean right =
                switch (kind) {
                    case PERCENTILES -> low >= 0 && high > low && high <= 100;
                    case DEVIATION -> true;
                    case FIXED -> high > low && Double.isFinite(low) && Double.isFinite(high);
                };
        if (!right || !(epsilon >= 0 && epsilon <= 1))
            throw new IllegalArgumentException(
                    "A scaling by %s cannot have the numbers %s and %s and the epsilon %s"
                            .formatted(kind, low, high, epsilon));
    }

    /** Each channel by itself. */
    public Scaling(Kind kind, double low, double high, double epsilon) {
        this(kind, low, high, epsilon, false);
    }

    /** The same, measured over all channels. */
    public Scaling overChannels() {
        return new Scaling(kind, low, high, epsilon, kind != Kind.FIXED);
    }

    public static Scaling percentiles(double low, double high) {
        return new Scaling(Kind.PERCENTILES, low, high, 0);
    }

    public static Scaling deviation(double epsilon) {
        return new Scaling(Kind.DEVIATION, 0, 1, epsilon);
    }

    public static Scaling fixed(double low, double high) {
        return new Scaling(Kind.FIXED, low, high, 0);
    }

    /**
     * What is done with the values themselves, all of them.
     *
     * @param values finite; not modified
     * @throws IllegalArgumentException when they are constant, and their own spread is needed
     */
    public Normalisation of(float[] values) {
        return switch (kind) {
            case PERCENTILES -> {
                Percentiles percentiles = new Percentiles(values);
                yield new Normalisation(percentiles.at(low), percentiles.at(high) + epsilon);
            }
            case DEVIATION -> {
                double mean = Mean.of(values);
                double squares = 0;
                for (float value : values) squares += (value - mean) * (value - mean);
                yield new Normalisation(mean, mean + Math.sqrt(squares / values.length) + epsilon);
            }
            case FIXED -> new Normalisation(low, high);
        };
    }

    /** For a line of the Info. */
    @Override
    public String toString() {
        return switch (kind) {
            case PERCENTILES -> "percentiles %s and %s of %s".formatted(low, high, measured());
            case DEVIATION -> "mean and standard deviation of " + measured();
            case FIXED -> "the same for all images";
        };
    }

    private String measured() {
        return together ? "all channels together" : "the whole channel";
    }
}

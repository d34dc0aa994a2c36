package org.mulligan.metric.interval;

import org.mulligan.image.intensity.Percentiles;

/**
 * How noisy a plane is, for a comparison with other planes: the robust standard deviation of the
 * input about the result, as a share of the intensity range.
 */
public final class NoiseLevel {
    /** Median size of a normal value with deviation 1. */
    private static final double MEDIAN_OF_NORMAL = 0.6745;

    private NoiseLevel() {}

    /**
     * @param input normalised, not modified
     * @param result likewise, of the same size
     */
    public static double of(float[] input, float[] result) {
        float[] sizes = new float[input.length];
        for (int i = 0; i < sizes.length; i++) sizes[i] = Math.abs(input[i] - result[i]);
        return new Percentiles(sizes).at(50) / MEDIAN_OF_NORMAL;
    }
}

package org.mulligan.noise;

import java.util.Arrays;

/** Medians: by selection, in linear time, and exact ones of few values. */
public final class Median {
    private Median() {}

    /**
     * The upper one of the two in the middle where their number is even.
     *
     * @param values at least one; brought into another order. With one that is not a number among
     *     them the median is not a number
     */
    static float of(float[] values) {
        for (float value : values) if (Float.isNaN(value)) return Float.NaN;
        int wanted = values.length / 2;
        int low = 0;
        int high = values.length;
        while (high - low > 1) {
            float pivot = values[(low + high) >>> 1];
            int below = partition(values, low, high, pivot, false);
            if (wanted < below) {
                high = below;
            } else {
                int equal = partition(values, below, high, pivot, true);
                if (wanted < equal) return pivot;
                low = equal;
            }
        }
        return values[wanted];
    }

    /**
     * Moves what is below the pivot, or equal to it as well, to the front. Without a branch that
     * depends on the values, which no processor could guess.
     *
     * @return where the others begin
     */
    private static int partition(float[] values, int low, int high, float pivot, boolean equal) {
        int next = low;
        for (int i = low; i < high; i++) {
            float value = values[i];
            values[i] = values[next];
            values[next] = value;
            next += equal ? (value <= pivot ? 1 : 0) : (value < pivot ? 1 : 0);
        }
        return next;
    }

    /**
     * The mean of the two in the middle where their number is even.
     *
     * @param values not modified
     * @return not a number where there is none
     */
    public static double of(double[] values) {
        if (values.length == 0) return Double.NaN;
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }
}

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
    public static float of(float[] values) {
        for (float value : values) if (Float.isNaN(value)) return Float.NaN;
        int wanted = values.length / 2;
        int low = 0;
        int high = values.length - 1;
        while (low < high) {
            float pivot = values[(low + high) >>> 1];
            int i = low;
            int j = high;
            while (i <= j) {
                while (values[i] < pivot) i++;
                while (values[j] > pivot) j--;
                if (i <= j) {
                    float swap = values[i];
                    values[i++] = values[j];
                    values[j--] = swap;
                }
            }
            if (wanted <= j) high = j;
            else if (wanted >= i) low = i;
            else break;
        }
        return values[wanted];
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

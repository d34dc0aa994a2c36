package org.mulligan.noise;

/** The median by selection, in linear time. */
final class Median {
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
}

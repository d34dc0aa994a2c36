package org.mulligan.service.inspect;

import java.util.Arrays;
import java.util.List;

/**
 * Which values the pixels have. Shares are of the pixels that are numbers.
 *
 * @param count of different values
 * @param step the least distance between two of them, units of the image; 0 where there is one
 *     value only
 * @param low share at the lower end of the image's type
 * @param high share at {@code ceiling}
 * @param ceiling where the sensor or the type clips, units of the image; not a number where no end
 *     was reached
 * @param median units of the image
 * @param bright 99th percentile, units of the image
 * @param skew mean less median, by the standard deviation: below 0 where the few are dark
 */
record GreyLevels(
        int count,
        double step,
        double low,
        double high,
        double ceiling,
        double median,
        double bright,
        double skew) {
    private static final double BRIGHT = 0.99;

    /** Bits of sensors and types. */
    private static final int[] DEPTHS = {8, 10, 12, 14, 16};

    /** Pixels at the highest value that are no chance, where it is no power of two less 1. */
    private static final double CLIPPED = 0.001;

    /** Photon counts of a dim image share their highest value by chance. */
    private static final int MANY = 64;

    /**
     * Of planes of one channel.
     *
     * @param scale what a count of the file is in the units of the image
     * @param zero what 0 of the file is in the units of the image
     */
    static GreyLevels of(List<float[]> planes, double scale, double zero) {
        int length = planes.stream().mapToInt(plane -> plane.length).sum();
        float[] sorted = new float[length];
        int n = 0;
        for (float[] plane : planes)
            for (float value : plane) if (Float.isFinite(value)) sorted[n++] = value;
        Arrays.sort(sorted, 0, n);
        if (n == 0) return new GreyLevels(0, 0, 0, 0, Double.NaN, 0, 0, 0);
        int count = 1;
        double step = Double.POSITIVE_INFINITY;
        for (int i = 1; i < n; i++) {
            if (sorted[i] == sorted[i - 1]) continue;
            count++;
            step = Math.min(step, (double) sorted[i] - sorted[i - 1]);
        }
        float last = sorted[n - 1];
        double high = share(sorted, n, last);
        boolean end = count > 1 && (isEnd((last - zero) / scale) || count > MANY && high > CLIPPED);
        return new GreyLevels(
                count,
                count > 1 ? step : 0,
                count > 1 && sorted[0] == (float) zero ? share(sorted, n, sorted[0]) : 0,
                end ? high : 0,
                end ? last : Double.NaN,
                sorted[(n - 1) / 2],
                sorted[(int) (BRIGHT * (n - 1))],
                skew(sorted, n));
    }

    private static double skew(float[] sorted, int n) {
        double mean = 0;
        for (int i = 0; i < n; i++) mean += sorted[i] / (double) n;
        double squares = 0;
        for (int i = 0; i < n; i++) squares += (sorted[i] - mean) * (sorted[i] - mean);
        return squares == 0 ? 0 : (mean - sorted[(n - 1) / 2]) / Math.sqrt(squares / n);
    }

    private static boolean isEnd(double stored) {
        for (int depth : DEPTHS) if (Math.abs(stored - ((1 << depth) - 1)) < 0.01) return true;
        return false;
    }

    private static double share(float[] sorted, int n, float value) {
        int equal = 0;
        for (int i = 0; i < n; i++) if (sorted[i] == value) equal++;
        return equal / (double) n;
    }

    /** Whether all pixels are alike, or none is a number. */
    boolean isFlat() {
        return count < 2;
    }
}

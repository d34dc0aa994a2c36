package org.mulligan.data.audit;

import java.util.Arrays;

/**
 * How wide what an image shows is: the distance at which half of its contrast is reached. The
 * structure function, half the mean square of the difference of pixels {@code k} apart, rises from
 * the variance of the noise to that plus the variance of the image. Noise of single pixels is in it
 * from one pixel on and is taken off. What counts as the whole contrast is that over 64 px, as
 * large objects need, and that over 32 px, which is told with less error.
 *
 * @param size of the contrast over 32 px, px; not a number where nothing is seen but noise, or the
 *     image is small
 * @param broad of that over 64 px, px; likewise
 * @param noise variance of the noise of single pixels, about
 * @see <a href="https://doi.org/10.2113/gsecongeo.58.8.1246">Matheron 1963</a>, the variogram
 */
record StructureSize(double size, double broad, double noise) {
    /** Distances, px: each about 1.4 times the one before. */
    private static final int[] LAGS = {1, 2, 3, 4, 6, 8, 11, 16, 23, 32, 45, 64};

    /** How many of them are up to 32 px. */
    private static final int NEAR = 10;

    /** Of the middle that is looked at, px. */
    private static final int SIDE = 512;

    /** Of its rows and columns one of so many. */
    private static final int STEP = 4;

    /** Contrast in variances of the noise that chance does not make. */
    private static final double SEEN = 0.02;

    /** Distances that are needed at least. */
    private static final int FEWEST = 5;

    /**
     * @param plane {@code width * height} values, row by row
     */
    static StructureSize of(float[] plane, int width, int height) {
        int wide = Math.min(SIDE, width);
        int high = Math.min(SIDE, height);
        int count = 0;
        while (count < LAGS.length && LAGS[count] <= Math.min(wide, high) / 4) count++;
        if (count < FEWEST) return new StructureSize(Double.NaN, Double.NaN, 0);
        int left = (width - wide) / 2;
        int top = (height - high) / 2;
        double[] rise = new double[count];
        for (int k = 0; k < count; k++)
            rise[k] =
                    along(plane, width, left, top, wide, high, LAGS[k], 1)
                            + along(plane, width, left, top, wide, high, LAGS[k], width);
        // Smooth structure rises with the square of the distance at first.
        double first = Math.max(0, (rise[1] - rise[0]) / 3);
        double noise = Math.max(0, rise[0] - first);
        return new StructureSize(
                halfWay(Arrays.copyOf(rise, Math.min(count, NEAR)), noise),
                halfWay(rise, noise),
                noise);
    }

    /** Where a rise first reaches half of its height, by the logarithm between two distances. */
    private static double halfWay(double[] rise, double noise) {
        double most = 0;
        for (double value : rise) most = Math.max(most, value - noise);
        if (!(most > SEEN * noise)) return Double.NaN;
        double height = most / 2;
        int k = 0;
        while (rise[k] - noise < height) k++;
        if (k == 0) return LAGS[0];
        double before = rise[k - 1] - noise;
        double share = (height - before) / (rise[k] - noise - before);
        return LAGS[k - 1] * Math.pow(LAGS[k] / (double) LAGS[k - 1], share);
    }

    /** Quarter of the mean square difference over a distance along rows or columns. */
    private static double along(
            float[] plane, int stride, int left, int top, int wide, int high, int lag, int by) {
        boolean rows = by == 1;
        int lines = rows ? high : wide;
        int length = (rows ? wide : high) - lag;
        double sum = 0;
        long count = 0;
        for (int line = 0; line < lines; line += STEP) {
            int at = rows ? (top + line) * stride + left : top * stride + left + line;
            for (int i = 0; i < length; i++, at += by) {
                double difference = plane[at + lag * by] - plane[at];
                sum += difference * difference;
            }
            count += length;
        }
        return sum / (4 * count);
    }
}

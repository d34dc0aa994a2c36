package org.mulligan.image.filter;

import java.util.Arrays;
import org.mulligan.image.plane.PlaneSize;

/**
 * Enlargement by cubic convolution, Keys' kernel with a = -1/2. Pixels are areas, so their centres
 * lie at halves: pixel k of the {@code scale} that replace input pixel i lies at i + (k + 1/2) /
 * scale - 1/2 of the input. What {@link Binning#mean} averages over thus lies where it did.
 *
 * @see <a href="https://doi.org/10.1109/TASSP.1981.1163711">Keys 1981</a>
 */
public final class Bicubic {
    private static final double A = -0.5;
    private static final int REACH = 2;
    private static final int SMALLEST = 2;
    private static final int LARGEST = 4;

    private Bicubic() {}

    /**
     * Weights of the input pixels i-2 to i+2 for pixel {@code k} of those that replace i. Their sum
     * is 1; at least one is 0, and at a pixel's centre all but one.
     *
     * @param scale 2, 3 or 4
     * @param k 0 to {@code scale - 1}, along X from left to right, along Y from top to bottom
     */
    public static double[] taps(int scale, int k) {
        checkScale(scale);
        if (k < 0 || k >= scale)
            throw new IllegalArgumentException(
                    "At scale %d sub-pixels are 0 to %d, got %d".formatted(scale, scale - 1, k));
        double position = (k + 0.5) / scale - 0.5;
        double[] taps = new double[2 * REACH + 1];
        for (int i = 0; i < taps.length; i++) taps[i] = keys(position - (i - REACH));
        return taps;
    }

    /**
     * An enlarged copy; its border continues by reflection, the border pixel not repeated. Beside
     * edges values overshoot those of the input.
     *
     * @param image axes XY, row by row; not modified
     * @param scale 2, 3 or 4
     * @return a new image of {@code width * scale} by {@code height * scale} px
     */
    public static float[] enlarge(float[] image, int width, int height, int scale) {
        PlaneSize.check(image, width, height);
        checkScale(scale);
        double[][] taps = new double[scale][];
        for (int k = 0; k < scale; k++) taps[k] = taps(scale, k);
        return columns(rows(image, width, height, taps), width * scale, height, taps);
    }

    private static float[] rows(float[] image, int width, int height, double[][] taps) {
        int scale = taps.length;
        int[] from = Mirror.run(-REACH, width + 2 * REACH, width);
        float[] wide = new float[image.length * scale];
        for (int y = 0; y < height; y++)
            for (int x = 0; x < width; x++)
                for (int k = 0; k < scale; k++) {
                    double sum = 0;
                    for (int i = 0; i < taps[k].length; i++)
                        sum += taps[k][i] * image[y * width + from[x + i]];
                    wide[(y * width + x) * scale + k] = (float) sum;
                }
        return wide;
    }

    private static float[] columns(float[] wide, int width, int height, double[][] taps) {
        int scale = taps.length;
        int[] from = Mirror.run(-REACH, height + 2 * REACH, height);
        float[] large = new float[wide.length * scale];
        double[] sums = new double[width];
        for (int row = 0; row < height * scale; row++) {
            double[] weights = taps[row % scale];
            Arrays.fill(sums, 0);
            for (int i = 0; i < weights.length; i++) {
                int start = from[row / scale + i] * width;
                for (int x = 0; x < width; x++) sums[x] += weights[i] * wide[start + x];
            }
            for (int x = 0; x < width; x++) large[row * width + x] = (float) sums[x];
        }
        return large;
    }

    private static double keys(double distance) {
        double x = Math.abs(distance);
        if (x <= 1) return ((A + 2) * x - (A + 3)) * x * x + 1;
        return x < 2 ? A * (((x - 5) * x + 8) * x - 4) : 0;
    }

    private static void checkScale(int scale) {
        if (scale < SMALLEST || scale > LARGEST)
            throw new IllegalArgumentException(
                    "Bicubic enlargement is by %d to %d, got %d"
                            .formatted(SMALLEST, LARGEST, scale));
    }
}

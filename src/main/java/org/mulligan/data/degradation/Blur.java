package org.mulligan.data.degradation;

/** Gaussian blur of a plane in place, with its border repeated by mirroring. */
public final class Blur {
    private static final double REACH = 3;

    private Blur() {}

    public static void gaussian(float[] values, int width, int height, double sigma) {
        gaussian(values, width, height, sigma, sigma);
    }

    /**
     * @param values axes XY, modified
     * @param sigmaX px; 0 leaves the rows as they are
     * @param sigmaY px; 0 leaves the columns as they are
     */
    public static void gaussian(
            float[] values, int width, int height, double sigmaX, double sigmaY) {
        if (sigmaX > 0) rows(values, width, height, kernel(sigmaX));
        if (sigmaY > 0) columns(values, width, height, kernel(sigmaY));
    }

    /** Standard deviation of white noise after a blur along one axis, relative to that before. */
    static double noiseLeft(double sigma) {
        float[] half = kernel(sigma);
        double sum = half[0] * half[0];
        for (int i = 1; i < half.length; i++) sum += 2 * half[i] * half[i];
        return Math.sqrt(sum);
    }

    private static float[] kernel(double sigma) {
        int radius = Math.max(1, (int) Math.ceil(REACH * sigma));
        float[] half = new float[radius + 1];
        double sum = 0;
        for (int i = 0; i <= radius; i++) {
            half[i] = (float) Math.exp(-i * i / (2 * sigma * sigma));
            sum += i == 0 ? half[i] : 2 * half[i];
        }
        for (int i = 0; i <= radius; i++) half[i] /= (float) sum;
        return half;
    }

    private static void rows(float[] values, int width, int height, float[] half) {
        int radius = half.length - 1;
        float[] row = new float[width + 2 * radius];
        float[] sums = new float[width];
        for (int y = 0; y < height; y++) {
            for (int x = -radius; x < width + radius; x++)
                row[x + radius] = values[y * width + mirror(x, width)];
            for (int x = 0; x < width; x++) sums[x] = half[0] * row[x + radius];
            for (int k = 1; k <= radius; k++)
                for (int x = 0; x < width; x++)
                    sums[x] += half[k] * (row[x + radius - k] + row[x + radius + k]);
            System.arraycopy(sums, 0, values, y * width, width);
        }
    }

    private static void columns(float[] values, int width, int height, float[] half) {
        float[] source = values.clone();
        int radius = half.length - 1;
        for (int y = 0; y < height; y++) {
            int row = y * width;
            for (int x = 0; x < width; x++) values[row + x] = half[0] * source[row + x];
            for (int k = 1; k <= radius; k++) {
                int above = mirror(y - k, height) * width;
                int below = mirror(y + k, height) * width;
                for (int x = 0; x < width; x++)
                    values[row + x] += half[k] * (source[above + x] + source[below + x]);
            }
        }
    }

    private static int mirror(int index, int length) {
        if (length == 1) return 0;
        int period = 2 * length - 2;
        int folded = Math.floorMod(index, period);
        return folded < length ? folded : period - folded;
    }
}

package org.mulligan.metric;

/**
 * A Gaussian blur as scipy's {@code gaussian_filter} does it: separable, cut off at 4 sigma,
 * borders mirrored.
 */
public final class GaussianBlur {
    private GaussianBlur() {}

    /**
     * @param image {@code width * height} values, row by row; not modified
     * @param sigma px
     * @return a new image of the same size
     */
    public static float[] of(float[] image, int width, int height, double sigma) {
        float[] kernel = kernel(sigma, (int) (4 * sigma + 0.5));
        return columns(rows(image, width, height, kernel), width, height, kernel);
    }

    /** A normalised Gaussian of {@code 2 * radius + 1} values. */
    static float[] kernel(double sigma, int radius) {
        double[] values = new double[2 * radius + 1];
        double sum = 0;
        for (int i = -radius; i <= radius; i++) {
            values[i + radius] = Math.exp(-i * i / (2 * sigma * sigma));
            sum += values[i + radius];
        }
        float[] kernel = new float[values.length];
        for (int i = 0; i < kernel.length; i++) kernel[i] = (float) (values[i] / sum);
        return kernel;
    }

    private static float[] rows(float[] image, int width, int height, float[] kernel) {
        int radius = kernel.length / 2;
        float[] result = new float[image.length];
        float[] line = new float[width + 2 * radius];
        for (int y = 0; y < height; y++) {
            for (int x = -radius; x < width + radius; x++)
                line[x + radius] = image[y * width + mirror(x, width)];
            for (int x = 0; x < width; x++) {
                float sum = 0;
                for (int i = 0; i < kernel.length; i++) sum += kernel[i] * line[x + i];
                result[y * width + x] = sum;
            }
        }
        return result;
    }

    private static float[] columns(float[] image, int width, int height, float[] kernel) {
        int radius = kernel.length / 2;
        float[] result = new float[image.length];
        for (int y = 0; y < height; y++)
            for (int i = -radius; i <= radius; i++) {
                int from = mirror(y + i, height) * width;
                float weight = kernel[i + radius];
                for (int x = 0; x < width; x++) result[y * width + x] += weight * image[from + x];
            }
        return result;
    }

    /**
     * Mirrors about the edge of the border pixel, which is repeated; any distance from the image.
     */
    private static int mirror(int i, int length) {
        int period = Math.floorMod(i, 2 * length);
        return period < length ? period : 2 * length - 1 - period;
    }
}

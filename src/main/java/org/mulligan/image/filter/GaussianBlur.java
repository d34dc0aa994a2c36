package org.mulligan.image.filter;

import java.util.Arrays;
import org.mulligan.image.plane.PlaneSize;

/**
 * Gaussian filter, the baseline that every denoiser must beat: separable, cut at 4 sigma, mirrored
 * at the border with the border pixel doubled. Same numbers as SciPy's {@code
 * ndimage.gaussian_filter}, and so its sums are in double precision. What no table quotes and what
 * must be quick has {@link FastGaussian}.
 */
public final class GaussianBlur {
    private static final double TRUNCATE = 4;

    private GaussianBlur() {}

    /**
     * A blurred copy.
     *
     * @param image row by row
     * @param sigma px, above 0
     */
    public static float[] blur(float[] image, int width, int height, double sigma) {
        PlaneSize.check(image, width, height);
        if (!(sigma > 0))
            throw new IllegalArgumentException("A Gaussian's sigma must be positive, got " + sigma);
        double[] kernel = kernel(sigma, (int) (TRUNCATE * sigma + 0.5));
        return rows(columns(image, width, height, kernel), width, height, kernel);
    }

    /** Sampled Gaussian of sum 1. */
    public static double[] kernel(double sigma, int radius) {
        double[] kernel = new double[2 * radius + 1];
        double sum = 0;
        for (int i = 0; i < kernel.length; i++) {
            double distance = (i - radius) / sigma;
            kernel[i] = Math.exp(-0.5 * distance * distance);
            sum += kernel[i];
        }
        for (int i = 0; i < kernel.length; i++) kernel[i] /= sum;
        return kernel;
    }

    private static float[] columns(float[] image, int width, int height, double[] kernel) {
        float[] out = new float[image.length];
        double[] sums = new double[width];
        int radius = kernel.length / 2;
        for (int y = 0; y < height; y++) {
            Arrays.fill(sums, 0);
            for (int k = 0; k < kernel.length; k++) {
                int start = Mirror.symmetric(y + k - radius, height) * width;
                double weight = kernel[k];
                for (int x = 0; x < width; x++) sums[x] += weight * image[start + x];
            }
            for (int x = 0; x < width; x++) out[y * width + x] = (float) sums[x];
        }
        return out;
    }

    private static float[] rows(float[] image, int width, int height, double[] kernel) {
        float[] out = new float[image.length];
        int radius = kernel.length / 2;
        double[] padded = new double[width + 2 * radius];
        double[] sums = new double[width];
        for (int y = 0; y < height; y++) {
            for (int i = 0; i < padded.length; i++)
                padded[i] = image[y * width + Mirror.symmetric(i - radius, width)];
            Arrays.fill(sums, 0);
            for (int k = 0; k < kernel.length; k++) {
                double weight = kernel[k];
                for (int x = 0; x < width; x++) sums[x] += weight * padded[x + k];
            }
            for (int x = 0; x < width; x++) out[y * width + x] = (float) sums[x];
        }
        return out;
    }
}

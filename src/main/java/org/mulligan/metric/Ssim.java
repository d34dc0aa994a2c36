package org.mulligan.metric;

/**
 * Structural similarity: Gaussian window 11x11 of sigma 1.5, K1 = 0.01, K2 = 0.03, population
 * covariance; the mean leaves out 5 pixels at each border. As scikit-image with {@code
 * gaussian_weights=True, use_sample_covariance=False}.
 *
 * @see <a href="https://doi.org/10.1109/TIP.2003.819861">Wang et al. 2004</a>
 */
public final class Ssim {
    private static final double SIGMA = 1.5;
    private static final int RADIUS = 5;

    private Ssim() {}

    /**
     * @param range of the data
     * @return 1 for equal images
     * @throws IllegalArgumentException if a side is under 11 px
     */
    public static double of(float[] a, float[] b, int width, int height, double range) {
        if (width <= 2 * RADIUS || height <= 2 * RADIUS)
            throw new IllegalArgumentException(
                    "SSIM needs images of at least %d px a side, got %d x %d"
                            .formatted(2 * RADIUS + 1, width, height));
        double[] kernel = kernel();
        double c1 = Math.pow(0.01 * range, 2);
        double c2 = Math.pow(0.03 * range, 2);
        int inner = width - 2 * RADIUS;
        // Moments of the two images in double: a variance is a small difference of large numbers.
        double[][] column = new double[5][width];
        double sum = 0;
        for (int y = RADIUS; y < height - RADIUS; y++) {
            for (double[] moment : column) java.util.Arrays.fill(moment, 0);
            for (int i = -RADIUS; i <= RADIUS; i++) {
                double weight = kernel[i + RADIUS];
                int row = (y + i) * width;
                for (int x = 0; x < width; x++) {
                    double p = a[row + x];
                    double q = b[row + x];
                    column[0][x] += weight * p;
                    column[1][x] += weight * q;
                    column[2][x] += weight * p * p;
                    column[3][x] += weight * q * q;
                    column[4][x] += weight * p * q;
                }
            }
            double[] moments = new double[5];
            for (int x = 0; x < inner; x++) {
                for (int m = 0; m < 5; m++) {
                    double moment = 0;
                    for (int i = 0; i < kernel.length; i++) moment += kernel[i] * column[m][x + i];
                    moments[m] = moment;
                }
                double meanProduct = moments[0] * moments[1];
                double meanSquares = moments[0] * moments[0] + moments[1] * moments[1];
                double covariance = moments[4] - meanProduct;
                double variances = moments[2] + moments[3] - meanSquares;
                sum +=
                        (2 * meanProduct + c1)
                                * (2 * covariance + c2)
                                / ((meanSquares + c1) * (variances + c2));
            }
        }
        return sum / ((long) inner * (height - 2 * RADIUS));
    }

    private static double[] kernel() {
        double[] kernel = new double[2 * RADIUS + 1];
        double sum = 0;
        for (int i = -RADIUS; i <= RADIUS; i++) {
            kernel[i + RADIUS] = Math.exp(-i * i / (2 * SIGMA * SIGMA));
            sum += kernel[i + RADIUS];
        }
        for (int i = 0; i < kernel.length; i++) kernel[i] /= sum;
        return kernel;
    }
}

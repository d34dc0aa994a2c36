package org.mulligan.metric;

import org.mulligan.image.filter.GaussianBlur;

/**
 * The Gaussian blur that a metric likes best: the row without which no table can say that a
 * denoiser denoises.
 *
 * @param sigma px
 * @param score of the metric that chose, higher is better
 * @param image the blurred image
 */
public record BestGaussian(double sigma, double score, float[] image) {
    private static final double FIRST = 0.5;
    private static final double LAST = 4;
    private static final double STEP = 0.25;

    /** The sigmas that are tried, px: 0.5 to 4 in steps of 0.25. */
    public static double[] sigmas() {
        double[] sigmas = new double[(int) Math.round((LAST - FIRST) / STEP) + 1];
        for (int i = 0; i < sigmas.length; i++) sigmas[i] = FIRST + i * STEP;
        return sigmas;
    }

    /** Tries all sigmas on one image. */
    public static BestGaussian of(
            float[] reference, float[] noisy, int width, int height, Metric metric) {
        BestGaussian best = null;
        for (double sigma : sigmas()) {
            float[] blurred = GaussianBlur.blur(noisy, width, height, sigma);
            double score = metric.compare(reference, blurred, width, height);
            if (best == null || score > best.score) best = new BestGaussian(sigma, score, blurred);
        }
        return best;
    }
}

package org.mulligan.service.restore.sharpening;

import java.util.Arrays;
import org.mulligan.image.filter.Convolution;
import org.mulligan.metric.Metric;

/**
 * Richardson-Lucy deconvolution with the true PSF and background, stopped where the truth says that
 * it is best: what no user can do as well.
 *
 * @param iterations after which it was best
 * @param score of the metric
 */
record RichardsonLucy(int iterations, double score, float[] image) {
    private static final int MOST = 400;

    /** It is over its peak when so many iterations have brought nothing. */
    private static final int PATIENCE = 25;

    /** So many iterations are looked at one by one, later ones in steps: they change little. */
    private static final int EACH = 20;

    private static final int STEP = 5;
    private static final float LEAST = 1e-3f;

    /**
     * @param photons measured, camera's offset taken off; not modified
     * @param background even light in it, photons
     */
    static RichardsonLucy best(
            float[] truth,
            float[] photons,
            double background,
            Convolution psf,
            int side,
            Metric metric) {
        float[] measured = photons.clone();
        double mean = 0;
        for (int i = 0; i < measured.length; i++) {
            // Read noise makes negative counts, which the algorithm does not know.
            measured[i] = Math.max(0, measured[i]);
            mean += measured[i] / (double) measured.length;
        }
        float[] estimate = new float[measured.length];
        Arrays.fill(estimate, (float) Math.max(LEAST, mean - background));
        RichardsonLucy best =
                new RichardsonLucy(0, metric.compare(truth, photons, side, side), photons);
        for (int n = 1; n <= MOST && n - best.iterations <= PATIENCE; n++) {
            float[] ratio = psf.apply(estimate, side, side);
            for (int i = 0; i < ratio.length; i++)
                ratio[i] = measured[i] / Math.max(LEAST, ratio[i] + (float) background);
            // The PSF is symmetric, and so its own transpose.
            float[] factor = psf.apply(ratio, side, side);
            estimate = estimate.clone();
            for (int i = 0; i < estimate.length; i++) estimate[i] *= factor[i];
            if (n > EACH && n % STEP > 0) continue;
            double score = metric.compare(truth, estimate, side, side);
            if (score > best.score || best.iterations == 0)
                best = new RichardsonLucy(n, score, estimate);
        }
        return best;
    }
}

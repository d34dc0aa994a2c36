package org.mulligan.metric;

import java.util.Arrays;

/**
 * A pair of images made comparable as CARE does it: the reference normalised by its percentiles 0.1
 * and 99.9, the test image fitted to it by gain and offset. Figures from it do not depend on either
 * image's intensity scale.
 *
 * @param reference normalised, not clipped
 * @param test fitted to it
 * @see <a href="https://doi.org/10.1038/s41592-018-0216-7">Weigert et al. 2018</a>, csbdeep's
 *     normalize_minmse
 */
public record CareFit(float[] reference, float[] test) {
    private static final double LOW = 0.1;
    private static final double HIGH = 99.9;

    /** Neither image is modified. */
    public static CareFit of(float[] reference, float[] test) {
        float[] sorted = reference.clone();
        Arrays.sort(sorted);
        double low = percentile(sorted, LOW);
        double range = percentile(sorted, HIGH) - low + 1e-20;
        float[] normalised = new float[reference.length];
        for (int i = 0; i < normalised.length; i++)
            normalised[i] = (float) ((reference[i] - low) / range);
        return new CareFit(normalised, AffineFit.of(normalised, test).apply(test));
    }

    /** dB, with the normalised reference's range from least to greatest value. */
    public double psnr() {
        return Psnr.of(reference, test, range());
    }

    /** With the same range. */
    public double ssim(int width, int height) {
        return Ssim.of(reference, test, width, height, range());
    }

    /** See {@link Sharpness}. */
    public double sharpness(int width, int height) {
        return Sharpness.of(reference, test, width, height);
    }

    private double range() {
        float least = Float.POSITIVE_INFINITY;
        float most = Float.NEGATIVE_INFINITY;
        for (float value : reference) {
            least = Math.min(least, value);
            most = Math.max(most, value);
        }
        return most - least;
    }

    private static double percentile(float[] sorted, double percent) {
        double place = percent / 100 * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
}

package org.mulligan.metric;

/**
 * The affine map from a test image's intensities to a reference's, by least squares: scale =
 * cov(test, reference) / var(test), offset = mean(reference) - scale mean(test). A constant test
 * image gets scale 0.
 *
 * @param scale factor
 * @param offset added afterwards
 * @see <a href="https://doi.org/10.1038/s41592-018-0216-7">Weigert et al. 2018</a>; {@code
 *     normalize_minmse} of CSBDeep
 */
public record AffineFit(double scale, double offset) {
    /** The fit that brings {@code test} closest to {@code reference}. */
    public static AffineFit of(float[] reference, float[] test) {
        Sizes.check(reference.length, test.length, reference.length, 1);
        double meanReference = mean(reference);
        double meanTest = mean(test);
        double covariance = 0;
        double variance = 0;
        for (int i = 0; i < test.length; i++) {
            double t = test[i] - meanTest;
            covariance += t * (reference[i] - meanReference);
            variance += t * t;
        }
        double scale = variance == 0 ? 0 : covariance / variance;
        return new AffineFit(scale, meanReference - scale * meanTest);
    }

    public double apply(double intensity) {
        return scale * intensity + offset;
    }

    private static double mean(float[] image) {
        double sum = 0;
        for (float value : image) sum += value;
        return sum / image.length;
    }
}

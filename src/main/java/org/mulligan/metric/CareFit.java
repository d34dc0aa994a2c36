package org.mulligan.metric;

import org.mulligan.image.intensity.AffineFit;
import org.mulligan.image.intensity.Percentiles;

/**
 * A pair of images on CARE's common scale: the reference with its percentiles 0.1 and 99.9 at 0 and
 * 1, not clipped, and the test image brought to it by an {@link AffineFit}. What is computed on it
 * does not depend on the brightness and contrast of the test image.
 *
 * @param reference normalised
 * @param test fitted to it
 * @param range largest less smallest value of {@code reference}
 * @see <a href="https://doi.org/10.1038/s41592-018-0216-7">Weigert et al. 2018</a>
 */
record CareFit(float[] reference, float[] test, double range) {
    private static final double LOW = 0.1;
    private static final double HIGH = 99.9;

    static CareFit of(float[] reference, float[] test) {
        Percentiles percentiles = new Percentiles(reference);
        double low = percentiles.at(LOW);
        double high = percentiles.at(HIGH);
        double span = percentiles.at(100) - percentiles.at(0);
        if (!(high > low))
            throw new IllegalArgumentException(
                    "A reference that is constant from percentile %s to %s has no scale to compare on"
                            .formatted(LOW, HIGH));
        float[] normalised = new float[reference.length];
        for (int i = 0; i < normalised.length; i++)
            normalised[i] = (float) ((reference[i] - low) / (high - low));
        AffineFit fit = AffineFit.of(test, normalised);
        float[] fitted = new float[test.length];
        for (int i = 0; i < fitted.length; i++) fitted[i] = (float) fit.apply(test[i]);
        return new CareFit(normalised, fitted, span / (high - low));
    }
}

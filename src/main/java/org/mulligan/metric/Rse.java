package org.mulligan.metric;

import org.mulligan.image.intensity.AffineFit;
import org.scijava.plugin.Plugin;

/**
 * SQUIRREL's resolution-scaled error, in the units of {@code reference}: the root mean square of
 * {@code reference - (gain test + offset)}, gain and offset by least squares ({@link AffineFit});
 * population mean, over all pixels. 0 is best. Against a noisy reference a perfect result has the
 * root mean square of the noise. As in {@link Rsp} the blur is the identity.
 *
 * @see <a href="https://doi.org/10.1038/nmeth.4605">Culley et al. 2018</a>
 */
@Plugin(type = Metric.class, name = "RSE")
public final class Rse implements Metric {
    @Override
    public double compare(float[] reference, float[] test, int width, int height) {
        Sizes.check(reference.length, test.length, width, height);
        AffineFit fit = AffineFit.of(test, reference);
        double sum = 0;
        for (int i = 0; i < reference.length; i++) {
            double difference = reference[i] - fit.apply(test[i]);
            sum += difference * difference;
        }
        return Math.sqrt(sum / reference.length);
    }
}

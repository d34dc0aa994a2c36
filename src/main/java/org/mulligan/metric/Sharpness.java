package org.mulligan.metric;

import org.mulligan.image.intensity.AffineFit;
import org.scijava.plugin.Plugin;

/**
 * How much of the reference's fine structure an image has: spectral energy from 0.1 to 0.25 cycles
 * per px of the test image, after an {@link AffineFit} to the reference, as a multiple of the
 * reference's. 1 is as sharp, 0 is blurred away; noise counts as sharp. Means are removed and a
 * Hann window is applied to both.
 */
@Plugin(type = Metric.class, name = "sharpness")
public final class Sharpness implements Metric {
    @Override
    public double compare(float[] reference, float[] test, int width, int height) {
        Sizes.check(reference.length, test.length, width, height);
        AffineFit fit = AffineFit.of(test, reference);
        double energy = Band.ofReference(reference, width, height).energy();
        // An offset does not matter: the mean goes.
        return fit.gain() * fit.gain() * Band.of(test, width, height).energy() / energy;
    }
}

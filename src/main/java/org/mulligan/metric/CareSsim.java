package org.mulligan.metric;

import org.scijava.plugin.Plugin;

/**
 * {@link Ssim} of the {@link CareFit}, with the range of the normalised reference as data range.
 */
@Plugin(type = Metric.class, name = "SSIM-CARE")
public final class CareSsim implements Metric {
    @Override
    public double compare(float[] reference, float[] test, int width, int height) {
        Sizes.check(reference.length, test.length, width, height);
        CareFit fit = CareFit.of(reference, test);
        return new Ssim(fit.range()).compare(fit.reference(), fit.test(), width, height);
    }
}

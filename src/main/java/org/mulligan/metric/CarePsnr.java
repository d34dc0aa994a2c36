package org.mulligan.metric;

import org.scijava.plugin.Plugin;

/**
 * CARE's scale-invariant PSNR [dB]: that of the {@link CareFit}, with the range of the normalised
 * reference as data range.
 *
 * @see <a href="https://doi.org/10.1038/s41592-018-0216-7">Weigert et al. 2018</a>
 */
@Plugin(type = Metric.class, name = "PSNR-CARE")
public final class CarePsnr implements Metric {
    @Override
    public double compare(float[] reference, float[] test, int width, int height) {
        Sizes.check(reference.length, test.length, width, height);
        CareFit fit = CareFit.of(reference, test);
        return new Psnr(fit.range()).compare(fit.reference(), fit.test(), width, height);
    }
}

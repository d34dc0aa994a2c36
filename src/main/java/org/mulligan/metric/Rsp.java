package org.mulligan.metric;

import org.mulligan.image.intensity.AffineFit;
import org.scijava.plugin.Plugin;

/**
 * SQUIRREL's resolution-scaled Pearson coefficient, -1 to 1: how well the shape of {@code test}
 * explains {@code reference}, whatever its brightness and contrast. With r = reference and t =
 * test, both less their means, it is sum(r t) / sqrt(sum(r<sup>2</sup>) sum(t<sup>2</sup>)).
 * SQUIRREL first blurs a super-resolved image to the resolution of the reference; for a denoiser,
 * whose images have one resolution, the blur is the identity.
 *
 * @see <a href="https://doi.org/10.1038/nmeth.4605">Culley et al. 2018</a>
 */
@Plugin(type = Metric.class, name = "RSP")
public final class Rsp implements Metric {
    /**
     * {@inheritDoc} An image of one value explains nothing: it is refused, as Pearson's coefficient
     * is 0 / 0 there.
     */
    @Override
    public double compare(float[] reference, float[] test, int width, int height) {
        Sizes.check(reference.length, test.length, width, height);
        double correlation = AffineFit.of(test, reference).correlation();
        if (Double.isNaN(correlation))
            throw new IllegalArgumentException(
                    "Where one of two images is constant they have no correlation");
        return correlation;
    }
}

package org.mulligan.metric;

import org.scijava.plugin.Plugin;

/**
 * How much of an image's fine structure is the reference's: the correlation of both spectra from
 * 0.1 to 0.25 cycles per px, Re sum(R conj(T)) / sqrt(sum |R|<sup>2</sup> sum |T|<sup>2</sup>). 1
 * is all of it, 0 is invented (or nothing is there), -1 is inverted. A blur changes it little,
 * where {@link Sharpness} falls; what is invented lowers it, where sharpness rises. Means are
 * removed and a Hann window is applied to both.
 */
@Plugin(type = Metric.class, name = "coherence")
public final class Coherence implements Metric {
    @Override
    public double compare(float[] reference, float[] test, int width, int height) {
        Sizes.check(reference.length, test.length, width, height);
        Band wanted = Band.ofReference(reference, width, height);
        Band given = Band.of(test, width, height);
        double energy = given.energy();
        return energy == 0 ? 0 : wanted.times(given) / Math.sqrt(wanted.energy() * energy);
    }
}

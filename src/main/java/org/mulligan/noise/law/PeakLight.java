package org.mulligan.noise.law;

import org.mulligan.image.filter.GaussianBlur;
import org.mulligan.image.intensity.NoiseLaw;
import org.mulligan.image.intensity.Percentiles;

/**
 * How much light there is in the brightest parts of an image, told from its noise: the photons that
 * would give as noisy an image on an ideal camera. Gain and offset do not count.
 */
public final class PeakLight {
    /**
     * Standard deviation of the blur, px, after which the brightest pixels are no longer those of
     * the noise. It lowers thin lines by up to a third.
     */
    private static final double BLUR = 1.5;

    private static final double DARK = 0.5;
    private static final double BRIGHT = 99.8;

    private PeakLight() {}

    /**
     * The square of the signal-to-noise ratio at the brightest parts, which is their number of
     * photons where nothing else makes noise.
     *
     * @param plane row by row, not modified
     */
    public static double photons(float[] plane, int width, int height) {
        Percentiles smooth = new Percentiles(GaussianBlur.blur(plane, width, height, BLUR));
        double bright = smooth.at(BRIGHT);
        NoiseLaw law = MeasuredLaw.of(plane, width, height);
        double ratio = (bright - smooth.at(DARK)) / law.sigma(bright);
        return ratio * ratio;
    }
}

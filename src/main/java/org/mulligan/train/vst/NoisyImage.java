package org.mulligan.train.vst;

import org.mulligan.data.Plane;
import org.mulligan.image.intensity.Normalisation;
import org.mulligan.noise.NoiseModel;

/**
 * A noisy plane.
 *
 * @param name of its file, and its place there
 * @param width px
 * @param height px
 * @param pixels normalised, row by row
 * @param units intensities that became 0 and 1
 * @param noise in the plane's own intensities
 */
record NoisyImage(
        String name, int width, int height, float[] pixels, Normalisation units, NoiseModel noise) {
    /** Standard deviation of the noise at a brightness, both normalised. */
    double sigma(double brightness) {
        float intensity = (float) units.undo((float) brightness);
        return noise.sigma(intensity) / (units.high() - units.low());
    }

    /** Its middle, of at most {@code most} px a side. */
    NoisyImage middle(int most) {
        return middle(Math.min(most, width), Math.min(most, height));
    }

    /** Its middle, of sides that are multiples of {@code stride}. */
    NoisyImage cropped(int stride) {
        return middle(width / stride * stride, height / stride * stride);
    }

    private NoisyImage middle(int wide, int high) {
        float[] cut = Plane.cut(pixels, width, (width - wide) / 2, (height - high) / 2, wide, high);
        return new NoisyImage(name, wide, high, cut, units, noise);
    }
}

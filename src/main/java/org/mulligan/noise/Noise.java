package org.mulligan.noise;

import java.util.Random;

/**
 * How the noise of a camera grows with the light: variance = gain * (I - dark) + floor. Below
 * {@code dark} it is {@code floor}. For a camera without offset, {@code gain} is the a and {@code
 * floor - gain * dark} the b of variance = a I + b; this form also holds for a camera with an
 * offset, whose b is far below 0.
 *
 * @param gain variance per intensity, in the units of the image; 0 or more
 * @param dark the lowest intensity that was looked at, in the units of the image
 * @param floor variance at {@code dark}, in squared units of the image; above 0
 * @see <a href="https://doi.org/10.1109/TIP.2008.2001399">Foi et al. 2008</a>
 */
public record Noise(double gain, double dark, double floor) {
    public Noise {
        if (!(gain >= 0) || !(floor > 0))
            throw new IllegalArgumentException(
                    "Noise needs a gain of 0 or more and a floor above 0, got %s and %s"
                            .formatted(gain, floor));
    }

    /** Standard deviation at an expected intensity, in the units of the image; above 0. */
    public double sigma(double intensity) {
        return Math.sqrt(gain * Math.max(0, intensity - dark) + floor);
    }

    /**
     * Draws a new noisy image: Gaussian noise of this variance on each pixel by itself. The same
     * {@code seed} gives the same image.
     *
     * @param expected not modified
     */
    public float[] draw(float[] expected, long seed) {
        Random random = new Random(seed);
        float[] noisy = new float[expected.length];
        for (int i = 0; i < noisy.length; i++)
            noisy[i] = (float) (expected[i] + sigma(expected[i]) * random.nextGaussian());
        return noisy;
    }
}

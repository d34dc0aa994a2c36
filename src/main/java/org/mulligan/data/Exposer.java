package org.mulligan.data;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.mulligan.image.Normalisation;

/**
 * Makes exposures of wanted planes, each with a light of its own.
 *
 * @param photonsLow lowest peak of a measured plane, photons
 * @param photonsHigh highest peak, photons; drawn log-uniform between the two
 * @param low percentile of a measured plane that becomes 0
 * @param high percentile of a measured plane that becomes 1
 */
public record Exposer(
        Degradation degradation,
        Degradation.Conditions conditions,
        double photonsLow,
        double photonsHigh,
        double low,
        double high) {
    private static final double MOST_BACKGROUND = 0.1;

    /** Larger planes are exposed in windows of about this side, px, so that each costs little. */
    static final int WINDOW = 512;

    /** Side of the window that an axis of {@code length} px is exposed in, px. */
    int window(int length) {
        int most = Math.min(WINDOW, length);
        return most - most % conditions.scale();
    }

    /**
     * Exposes a window of one plane.
     *
     * @param clean the whole plane, {@code width * height} intensities, not modified
     * @param range its intensities for no photons and for the peak
     * @return normalised as a network would see the exposure
     */
    Plane expose(
            String name,
            float[] clean,
            int width,
            int height,
            Normalisation range,
            RandomGenerator random) {
        int w = window(width);
        int h = window(height);
        int x = random.nextInt(width - w + 1);
        int y = random.nextInt(height - h + 1);
        double peak = logUniform(photonsLow, photonsHigh, random);
        double background = peak * MOST_BACKGROUND * random.nextDouble();
        double gain = peak / (range.high() - range.low());
        float[] photons = new float[w * h];
        for (int row = 0; row < h; row++)
            for (int column = 0; column < w; column++) {
                float value = clean[(y + row) * width + x + column];
                photons[row * w + column] = (float) (background + gain * (value - range.low()));
            }
        Degradation.Exposure exposure = degradation.expose(photons, w, h, conditions, random);
        return normalised(name, w / conditions.scale(), h / conditions.scale(), exposure);
    }

    static double logUniform(double low, double high, RandomGenerator random) {
        return low * Math.pow(high / low, random.nextDouble());
    }

    private Plane normalised(String name, int width, int height, Degradation.Exposure exposure) {
        float[] measured = exposure.measured();
        Normalisation units = Units.of(known(measured), low, high);
        double gain = 1 / (units.high() - units.low());
        double offset = -units.low() * gain;
        float[] noisy = MeasuredPlanes.scaled(measured, gain, offset);
        for (int i = 0; i < noisy.length; i++)
            if (Float.isNaN(noisy[i])) noisy[i] = Normalisation.MISSING;
        return new Plane(
                name,
                width,
                height,
                noisy,
                MeasuredPlanes.scaled(exposure.expected(), gain, offset));
    }

    private static float[] known(float[] measured) {
        float[] known = new float[measured.length];
        int count = 0;
        for (float value : measured) if (!Float.isNaN(value)) known[count++] = value;
        return count == measured.length ? measured : Arrays.copyOf(known, count);
    }
}

package org.mulligan.data;

import java.util.random.RandomGenerator;
import org.mulligan.image.Normalisation;

/** Makes exposures of clean planes, each with a light of its own. */
record Exposer(Degradation degradation, DegradedPlanes.Light light) {
    private static final double MOST_BACKGROUND = 0.1;

    /**
     * Exposes a window of one plane.
     *
     * @param clean the whole plane, {@code width * height} intensities, not modified
     * @param range its intensities for no photons and for the peak
     * @return normalised as a network would see the exposure; a side is {@link
     *     DegradedPlanes#WINDOW} px or the plane's
     */
    Plane expose(
            String name,
            float[] clean,
            int width,
            int height,
            Normalisation range,
            RandomGenerator random) {
        int w = Math.min(DegradedPlanes.WINDOW, width);
        int h = Math.min(DegradedPlanes.WINDOW, height);
        int x = random.nextInt(width - w + 1);
        int y = random.nextInt(height - h + 1);
        double peak = DegradedPlanes.logUniform(light.photonsLow(), light.photonsHigh(), random);
        double background = peak * MOST_BACKGROUND * random.nextDouble();
        double gain = peak / (range.high() - range.low());
        float[] photons = new float[w * h];
        for (int row = 0; row < h; row++)
            for (int column = 0; column < w; column++) {
                float value = clean[(y + row) * width + x + column];
                photons[row * w + column] =
                        (float) (background + Math.max(0, gain * (value - range.low())));
            }
        return normalised(name, w, h, degradation.expose(photons, w, h, light.readNoise(), random));
    }

    private Plane normalised(String name, int width, int height, Degradation.Exposure exposure) {
        Normalisation units = Units.of(exposure.measured(), light.low(), light.high());
        double gain = 1 / (units.high() - units.low());
        double offset = -units.low() * gain;
        return new Plane(
                name,
                width,
                height,
                MeasuredPlanes.scaled(exposure.measured(), gain, offset),
                MeasuredPlanes.scaled(exposure.expected(), gain, offset));
    }
}

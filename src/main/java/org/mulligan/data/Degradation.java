package org.mulligan.data;

import java.util.random.RandomGenerator;
import org.scijava.plugin.SciJavaPlugin;

/**
 * A way in which a microscope spoils an image. A new one is a class with {@code @Plugin(type =
 * Degradation.class, name = "...")}.
 */
public interface Degradation extends SciJavaPlugin {
    /**
     * One exposure of a camera.
     *
     * @param measured the spoilt image, axes XY, in the camera's units
     * @param expected the mean of endlessly many such exposures, in the same units: what a network
     *     is to find
     */
    record Exposure(float[] measured, float[] expected) {}

    /**
     * Measures one plane. The same {@code random} state gives the same result.
     *
     * @param photons axes XY, {@code width * height} expected photons per pixel, 0 or more, not
     *     modified
     * @param readNoise highest standard deviation of the read noise to draw, in photons
     * @return new images of the same size
     */
    Exposure expose(
            float[] photons, int width, int height, double readNoise, RandomGenerator random);
}

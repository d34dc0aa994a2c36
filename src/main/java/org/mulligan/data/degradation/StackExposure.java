package org.mulligan.data.degradation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.mulligan.image.filter.Mirror;

/**
 * Exposures of several planes of one stack by one microscope: what a {@link Degradation} draws of
 * it, as the camera's gain, holds for all of them, and the noise of each is its own. It is given
 * them below each other as one image, each with a margin of its own mirrored rows, so that no blur
 * reaches from one into the next.
 */
public final class StackExposure {
    /** Rows above and below each plane, px of the target; a multiple of each scale there is. */
    private static final int MARGIN = 24;

    private StackExposure() {}

    /**
     * Measures planes. The same {@code random} state gives the same result.
     *
     * @param photons by plane, axes XY, {@code width * height} expected photons per pixel, not
     *     modified
     * @param width px, a multiple of the scale
     * @param height likewise
     * @return by plane; of one plane what the degradation makes of it
     * @throws IllegalArgumentException when the images that it makes are of another size
     */
    public static List<Degradation.Exposure> of(
            Degradation degradation,
            List<float[]> photons,
            int width,
            int height,
            Degradation.Conditions conditions,
            RandomGenerator random) {
        if (photons.size() == 1)
            return List.of(
                    measured(degradation, photons.get(0), width, height, conditions, random));
        int rows = height + 2 * MARGIN;
        float[] all = new float[width * rows * photons.size()];
        for (int i = 0; i < photons.size(); i++)
            for (int y = 0; y < rows; y++)
                System.arraycopy(
                        photons.get(i),
                        Mirror.at(y - MARGIN, height) * width,
                        all,
                        (i * rows + y) * width,
                        width);
        Degradation.Exposure exposure =
                measured(degradation, all, width, rows * photons.size(), conditions, random);
        int scale = conditions.scale();
        List<Degradation.Exposure> planes = new ArrayList<>();
        for (int i = 0; i < photons.size(); i++)
            planes.add(
                    new Degradation.Exposure(
                            rows(
                                    exposure.measured(),
                                    width / scale,
                                    (i * rows + MARGIN) / scale,
                                    height / scale),
                            rows(exposure.target(), width, i * rows + MARGIN, height)));
        return planes;
    }

    private static Degradation.Exposure measured(
            Degradation degradation,
            float[] photons,
            int width,
            int height,
            Degradation.Conditions conditions,
            RandomGenerator random) {
        Degradation.Exposure exposure =
                degradation.expose(photons, width, height, conditions, random);
        int scale = conditions.scale();
        requireSize("measured image", exposure.measured(), width / scale, height / scale);
        requireSize("target", exposure.target(), width, height);
        return exposure;
    }

    /** Of a degradation of somebody else's, which may forget the scale. */
    private static void requireSize(String what, float[] image, int width, int height) {
        if (image.length != width * height)
            throw new IllegalArgumentException(
                    "The degradation makes a %s of %d pixels where it must have %d x %d; it is not for this task or this scale"
                            .formatted(what, image.length, width, height));
    }

    private static float[] rows(float[] image, int width, int first, int count) {
        return Arrays.copyOfRange(image, first * width, (first + count) * width);
    }
}

package org.mulligan.data.degradation;

import java.util.random.RandomGenerator;
import org.mulligan.extension.ExtensionPoint;
import org.mulligan.image.filter.LineSampling;
import org.mulligan.image.intensity.NoiseLaw;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Plugin;

/**
 * A plane as if it were a section along the depth of its stack: Y is blurred by what the point
 * spread function is longer along the depth, and only some rows are seen, as far apart as planes
 * are; what lies between them is interpolated linearly. X and Y are exchanged in every other one of
 * the square planes. A camera's noise is not blurred, so what the blur takes of the plane's own is
 * given back before rows are taken; the target keeps its noise.
 *
 * @see <a href="https://doi.org/10.1007/978-3-319-66185-8_15">Weigert et al. 2017, Isotropic
 *     reconstruction of 3D fluorescence microscopy images using convolutional neural networks</a>
 */
@Plugin(
        type = Degradation.class,
        name = Axial.NAME,
        attrs = @Attr(name = ExtensionPoint.TASKS, value = "isotropic"))
public final class Axial implements Degradation {
    public static final String NAME = "axial";

    /** A user knows his PSF about. */
    private static final double NARROWER = 0.9;

    private static final double WIDER = 1.1;

    @Override
    public boolean isAlongY() {
        return true;
    }

    @Override
    public Exposure expose(
            float[] photons, int width, int height, Conditions conditions, RandomGenerator random) {
        boolean exchanged = random.nextBoolean() && width == height;
        float[] target = exchanged ? exchanged(photons, width) : photons.clone();
        double step = conditions.depth().step();
        double blur = conditions.depth().blur() * random.nextDouble(NARROWER, WIDER);
        float[] blurred = LineSampling.blurredAlongY(target, width, height, blur);
        double taken = 1 - LineSampling.noiseLeft(blur);
        conditions
                .depth()
                .noise()
                .filter(law -> taken > 0)
                .ifPresent(law -> add(blurred, law.times(Math.sqrt(taken)), random));
        double first = random.nextDouble() * step;
        // A whole number of rows apart, planes lie on rows.
        if (step == Math.rint(step)) first = Math.floor(first);
        return new Exposure(
                LineSampling.interpolatedAlongY(blurred, width, height, first, step), target);
    }

    private static void add(float[] image, NoiseLaw law, RandomGenerator random) {
        for (int i = 0; i < image.length; i++)
            image[i] += (float) (law.sigma(image[i]) * random.nextGaussian());
    }

    private static float[] exchanged(float[] image, int side) {
        float[] other = new float[image.length];
        for (int y = 0; y < side; y++)
            for (int x = 0; x < side; x++) other[x * side + y] = image[y * side + x];
        return other;
    }
}

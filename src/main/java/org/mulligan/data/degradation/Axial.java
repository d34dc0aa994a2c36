package org.mulligan.data.degradation;

import java.util.random.RandomGenerator;
import org.mulligan.extension.ExtensionPoint;
import org.mulligan.image.filter.LineSampling;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Plugin;

/**
 * A plane as if it were a section along the depth of its stack: Y is blurred by what the point
 * spread function is longer along the depth, and only some rows are seen, as far apart as planes
 * are; what lies between them is interpolated linearly. X and Y are exchanged in every other one of
 * the square planes. The plane's own noise stays in it; none is added.
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
        float[] blurred =
                LineSampling.blurredAlongY(
                        target,
                        width,
                        height,
                        conditions.depth().blur() * random.nextDouble(NARROWER, WIDER));
        double first = random.nextDouble() * step;
        // A whole number of rows apart, planes lie on rows.
        if (step == Math.rint(step)) first = Math.floor(first);
        return new Exposure(
                LineSampling.interpolatedAlongY(blurred, width, height, first, step), target);
    }

    private static float[] exchanged(float[] image, int side) {
        float[] other = new float[image.length];
        for (int y = 0; y < side; y++)
            for (int x = 0; x < side; x++) other[x * side + y] = image[y * side + x];
        return other;
    }
}

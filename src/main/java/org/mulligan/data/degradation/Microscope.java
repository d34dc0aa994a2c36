package org.mulligan.data.degradation;

import java.util.random.RandomGenerator;
import org.mulligan.extension.ExtensionPoint;
import org.mulligan.image.filter.Binning;
import org.mulligan.image.intensity.Percentiles;
import org.mulligan.image.psf.Psf;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Plugin;

/**
 * A widefield microscope: the point spread function blurs, the pixels of the camera take the mean
 * over their area, and its noise is that of {@link PoissonGaussian}. What super-resolution and
 * deblurring undo.
 */
@Plugin(
        type = Degradation.class,
        name = Microscope.NAME,
        attrs = @Attr(name = ExtensionPoint.TASKS, value = "super-resolve deblur"))
public final class Microscope implements Degradation {
    public static final String NAME = "microscope";

    private static final double BRIGHT = 99.8;
    private static final int SAMPLES = 16384;

    /**
     * What falls onto the camera, in photons.
     *
     * @param measured blurred and binned
     * @param target through perfect optics, as bright
     */
    record Light(float[] measured, float[] target) {}

    @Override
    public Exposure expose(
            float[] photons, int width, int height, Conditions conditions, RandomGenerator random) {
        Light light = light(photons, width, height, conditions, random);
        int scale = conditions.scale();
        PoissonGaussian.Shot shot =
                PoissonGaussian.shoot(
                        light.measured,
                        width / scale,
                        height / scale,
                        conditions.readNoise(),
                        random);
        return new Exposure(shot.measured(), shot.camera().unclipped(light.target));
    }

    /** What the optics make of the photons. */
    static Light light(
            float[] photons, int width, int height, Conditions conditions, RandomGenerator random) {
        int scale = conditions.scale();
        Psf psf = conditions.psf(random);
        float[] light = PoissonGaussian.rectified(photons);
        float[] blurred =
                PoissonGaussian.rectified(
                        Binning.mean(psf.convolve(light, width, height), width, height, scale));
        // A user counts the photons of what is measured, whose peaks the blur has lowered.
        float brighter = (float) (bright(light) / Math.max(1e-6, bright(blurred)));
        for (int i = 0; i < blurred.length; i++) blurred[i] *= brighter;
        for (int i = 0; i < light.length; i++) light[i] *= brighter;
        return new Light(blurred, light);
    }

    private static double bright(float[] values) {
        int step = Math.max(1, values.length / SAMPLES) | 1;
        float[] samples = new float[(values.length + step - 1) / step];
        for (int i = 0; i < samples.length; i++) samples[i] = values[i * step];
        return new Percentiles(samples).at(BRIGHT);
    }
}

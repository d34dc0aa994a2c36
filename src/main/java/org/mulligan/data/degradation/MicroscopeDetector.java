package org.mulligan.data.degradation;

import java.util.random.RandomGenerator;
import org.mulligan.extension.ExtensionPoint;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Plugin;

/**
 * The optics of a {@link Microscope} and the camera, noise and haze of a {@link Detector}: for
 * models that sharpen images of many microscopes. The haze stays, in the target too: it is light
 * that was there, and to take it out is another task.
 */
@Plugin(
        type = Degradation.class,
        name = MicroscopeDetector.NAME,
        attrs = @Attr(name = ExtensionPoint.TASKS, value = "super-resolve deblur"))
public final class MicroscopeDetector implements Degradation {
    public static final String NAME = "microscope-detector";

    @Override
    public Exposure expose(
            float[] photons, int width, int height, Conditions conditions, RandomGenerator random) {
        Microscope.Light light = Microscope.light(photons, width, height, conditions, random);
        double haze = Detector.haze(random);
        double peak = Detector.most(light.measured());
        Detector.veil(light.measured(), haze, peak);
        Detector.veil(light.target(), haze, peak);
        int scale = conditions.scale();
        PoissonGaussian.Shot shot =
                Detector.shoot(
                        light.measured(),
                        width / scale,
                        height / scale,
                        conditions.readNoise(),
                        random);
        return new Exposure(shot.measured(), shot.camera().unclipped(light.target()));
    }
}

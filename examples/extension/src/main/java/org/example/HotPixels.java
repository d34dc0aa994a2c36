package org.example;

import java.util.random.RandomGenerator;
import org.mulligan.data.degradation.Degradation;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Plugin;

/** Shot noise in its Gaussian form, and one pixel in a hundred stuck at the brightest value. */
@Plugin(
        type = Degradation.class,
        name = "hot-pixels",
        attrs = @Attr(name = "tasks", value = "denoise"))
public final class HotPixels implements Degradation {
    private static final double SHARE = 0.01;

    @Override
    public Exposure expose(
            float[] photons, int width, int height, Conditions conditions, RandomGenerator random) {
        float[] measured = new float[photons.length];
        float brightest = 0;
        for (int i = 0; i < measured.length; i++) {
            double light = Math.max(0, photons[i]);
            double noise = Math.sqrt(light + Math.pow(conditions.readNoise(), 2));
            measured[i] = (float) (light + noise * random.nextGaussian());
            brightest = Math.max(brightest, measured[i]);
        }
        for (int i = 0; i < measured.length; i++)
            if (random.nextDouble() < SHARE) measured[i] = brightest;
        return new Exposure(measured, photons.clone());
    }
}

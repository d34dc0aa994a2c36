package org.mulligan.noise;

import java.util.Random;
import org.mulligan.data.simulation.Simulator;
import org.mulligan.image.filter.GaussianBlur;

/** Simulated fields of 384 x 384 px with noise that is known. */
public final class Fields {
    public static final int SIDE = 384;

    private Fields() {}

    /** Structure of a peak of so many photons. */
    public static float[] structure(int scene, double photons) {
        float[] field = Simulator.simulate(scene, 11, SIDE, SIDE);
        for (int i = 0; i < field.length; i++) field[i] *= (float) photons;
        return field;
    }

    /**
     * Photon noise, white, with a read noise of 2 photons; 10 grey values a photon, dark at 100.
     */
    public static float[] camera(float[] photons, Random random) {
        float[] noisy = new float[photons.length];
        for (int i = 0; i < noisy.length; i++) noisy[i] = (float) random.nextGaussian();
        return camera(photons, noisy);
    }

    /**
     * @param noise of deviation 1
     */
    public static float[] camera(float[] photons, float[] noise) {
        float[] noisy = new float[photons.length];
        for (int i = 0; i < noisy.length; i++)
            noisy[i] = (float) Math.rint(100 + 10 * (photons[i] + sigma(photons[i]) * noise[i]));
        return noisy;
    }

    /** Photons. */
    public static double sigma(double photons) {
        return Math.sqrt(photons + 4);
    }

    /** Blurred white noise of deviation 1. */
    public static float[] noise(double blur, Random random) {
        float[] noise = new float[SIDE * SIDE];
        for (int i = 0; i < noise.length; i++) noise[i] = (float) random.nextGaussian();
        if (blur > 0) noise = GaussianBlur.blur(noise, SIDE, SIDE, blur);
        double squares = 0;
        for (float value : noise) squares += value * value;
        float scale = (float) (1 / Math.sqrt(squares / noise.length));
        for (int i = 0; i < noise.length; i++) noise[i] *= scale;
        return noise;
    }
}

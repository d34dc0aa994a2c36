package org.mulligan.service.inspect;

import ij.ImagePlus;
import ij.ImageStack;
import ij.process.FloatProcessor;
import ij.process.ShortProcessor;
import java.util.Random;
import org.mulligan.data.simulation.Simulator;
import org.mulligan.image.filter.GaussianBlur;

/** Simulated shots of a camera whose gain, offset and read noise are known. */
final class Shots {
    static final int SIDE = 384;
    static final double GAIN = 4;
    static final double OFFSET = 100;

    /** Photons. */
    static final double READ = 2;

    private Shots() {}

    /** Expected photons. */
    static float[] photons(double peak) {
        float[] field = Simulator.simulate(2, 11, SIDE, SIDE);
        for (int i = 0; i < field.length; i++) field[i] *= (float) peak;
        return field;
    }

    /** White normal noise of deviation 1, blurred and brought back to 1. */
    static float[] noise(double blur, long seed) {
        Random random = new Random(seed);
        float[] noise = new float[SIDE * SIDE];
        for (int i = 0; i < noise.length; i++) noise[i] = (float) random.nextGaussian();
        if (blur > 0) noise = GaussianBlur.blur(noise, SIDE, SIDE, blur);
        double squares = 0;
        for (float value : noise) squares += value * value;
        float scale = (float) (1 / Math.sqrt(squares / noise.length));
        for (int i = 0; i < noise.length; i++) noise[i] *= scale;
        return noise;
    }

    /** Grey values, whole numbers. */
    static float[] shot(double peak, double blur, long seed) {
        float[] photons = photons(peak);
        float[] noise = noise(blur, seed);
        float[] shot = new float[photons.length];
        for (int i = 0; i < shot.length; i++) {
            double noisy = photons[i] + Math.sqrt(photons[i] + READ * READ) * noise[i];
            shot[i] = (float) Math.rint(Math.max(0, OFFSET + GAIN * noisy));
        }
        return shot;
    }

    static ImagePlus image(String title, float[]... planes) {
        ImageStack stack = new ImageStack(SIDE, SIDE);
        for (float[] plane : planes) stack.addSlice(sixteen(plane));
        return new ImagePlus(title, stack);
    }

    private static ShortProcessor sixteen(float[] plane) {
        short[] values = new short[plane.length];
        for (int i = 0; i < values.length; i++) values[i] = (short) Math.min(65535, (int) plane[i]);
        return new ShortProcessor(SIDE, SIDE, values, null);
    }

    static ImagePlus floats(float[] plane, int width) {
        return new ImagePlus("floats", new FloatProcessor(width, plane.length / width, plane));
    }
}

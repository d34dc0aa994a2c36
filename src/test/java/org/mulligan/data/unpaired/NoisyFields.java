package org.mulligan.data.unpaired;

import ij.ImagePlus;
import ij.ImageStack;
import ij.io.FileSaver;
import ij.process.FloatProcessor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.mulligan.data.simulation.Simulator;

/** Simulated fields whose clean image and noise are known. */
public final class NoisyFields {
    public static final int SIDE = 256;

    /** Counts of a photon. */
    public static final double GAIN = 10;

    /** Counts without light. */
    public static final double DARK = 100;

    private NoisyFields() {}

    /** A field without noise, counts. */
    public static float[] clean(int scene, double peak) {
        float[] field = Simulator.simulate(scene, 11, SIDE, SIDE);
        for (int i = 0; i < field.length; i++)
            field[i] = (float) (DARK + GAIN * (1 + peak * field[i]));
        return field;
    }

    /** With photon noise, and a read noise of half a photon. */
    public static float[] noisy(float[] clean, long seed) {
        Random random = new Random(seed);
        float[] noisy = new float[clean.length];
        for (int i = 0; i < noisy.length; i++)
            noisy[i] =
                    (float)
                            Math.rint(
                                    DARK
                                            + GAIN * photons((clean[i] - DARK) / GAIN, random)
                                            + 0.5 * GAIN * random.nextGaussian());
        return noisy;
    }

    private static int photons(double expected, Random random) {
        double limit = Math.exp(-expected);
        double product = random.nextDouble();
        int count = 0;
        while (product > limit) {
            product *= random.nextDouble();
            count++;
        }
        return count;
    }

    /** Every row is given an offset of its own. */
    public static float[] withRows(float[] plane, double deviation, long seed) {
        Random random = new Random(seed);
        float[] rows = plane.clone();
        for (int y = 0; y < SIDE; y++) {
            double offset = deviation * random.nextGaussian();
            for (int x = 0; x < SIDE; x++) rows[y * SIDE + x] += (float) offset;
        }
        return rows;
    }

    /** Each pixel becomes the mean of itself and the one on its left, about the clean image. */
    public static float[] smeared(float[] clean, float[] noisy) {
        float[] smeared = noisy.clone();
        for (int y = 0; y < SIDE; y++)
            for (int x = 1; x < SIDE; x++) {
                int i = y * SIDE + x;
                smeared[i] = clean[i] + (noisy[i] - clean[i] + noisy[i - 1] - clean[i - 1]) * 0.7f;
            }
        return smeared;
    }

    /** Writes planes of {@link #SIDE} as a 32-bit TIFF. */
    public static Path save(Path file, float[]... planes) throws IOException {
        Files.createDirectories(file.getParent());
        ImageStack stack = new ImageStack(SIDE, SIDE);
        for (float[] plane : planes) stack.addSlice(new FloatProcessor(SIDE, SIDE, plane.clone()));
        FileSaver saver = new FileSaver(new ImagePlus("test", stack));
        boolean saved =
                planes.length > 1
                        ? saver.saveAsTiffStack(file.toString())
                        : saver.saveAsTiff(file.toString());
        if (!saved) throw new IOException("Not saved: " + file);
        return file;
    }

    /** Writes a folder of noisy images of different fields, and one of their second shots. */
    public static void folder(Path noisy, Path second, int count, double peak) throws IOException {
        for (int i = 0; i < count; i++) {
            float[] clean = clean(i, peak);
            save(noisy.resolve("field%d.tif".formatted(i)), noisy(clean, 2 * i));
            save(second.resolve("field%d.tif".formatted(i)), noisy(clean, 2 * i + 1));
        }
    }
}

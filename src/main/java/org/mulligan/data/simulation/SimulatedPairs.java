package org.mulligan.data.simulation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.IntConsumer;
import java.util.random.RandomGenerator;
import org.mulligan.data.Seeds;
import org.mulligan.data.degradation.PoissonGaussian;
import org.mulligan.data.pairs.Exposer;

/** Simulated images with a noisy exposure of each, as folders that a denoiser can be trained on. */
public final class SimulatedPairs {
    /** Of the camera: units per photon, and units of a dark pixel. */
    private static final double GAIN = 10;

    private static final double OFFSET = 100;
    private static final double READ_NOISE = 1;

    private SimulatedPairs() {}

    /**
     * Writes {@code clean/} and {@code noisy/} with 16-bit TIFF files of the same names, in the
     * same units: a clean image is what the mean of many noisy ones tends to.
     *
     * @param folder is made where it is missing; files of the same names must not exist
     * @param size side of the square images, px
     * @param photonsLow lowest peak, photons; each image draws its own, log-uniform
     * @param photonsHigh highest peak, photons; at most 6500, so that 16 bits hold it
     * @param done is told after each pair how many there are; what it throws ends the work
     */
    public static void write(
            Path folder,
            Structures structures,
            int count,
            int size,
            long seed,
            double photonsLow,
            double photonsHigh,
            IntConsumer done)
            throws IOException {
        if (photonsHigh > 6500)
            throw new IllegalArgumentException(
                    "Photons must be at most 6500, so that 16 bits hold them, got " + photonsHigh);
        Path target = Files.createDirectories(folder.resolve("clean"));
        Path noisy = Files.createDirectories(folder.resolve("noisy"));
        for (int i = 0; i < count; i++) {
            float[] photons = Simulator.simulate(structures, i, seed, size, size);
            RandomGenerator random = Seeds.MEMBER.stream(seed, i);
            double peak = Exposer.logUniform(photonsLow, photonsHigh, random);
            for (int k = 0; k < photons.length; k++) photons[k] *= (float) peak;
            String name = "simulated-%05d.tif".formatted(i);
            save(photons, size, target.resolve(name));
            save(PoissonGaussian.count(photons, READ_NOISE, random), size, noisy.resolve(name));
            done.accept(i + 1);
        }
    }

    private static void save(float[] photons, int size, Path file) throws IOException {
        short[] pixels = new short[photons.length];
        for (int k = 0; k < pixels.length; k++)
            pixels[k] = (short) Math.rint(Math.max(0, Math.min(65535, GAIN * photons[k] + OFFSET)));
        Simulator.save(pixels, size, file);
    }
}

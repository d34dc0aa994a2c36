package org.mulligan.data.simulation;

import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import ij.process.ShortProcessor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.IntConsumer;
import java.util.random.RandomGenerator;
import org.mulligan.data.Seeds;
import org.mulligan.data.degradation.Degradation;
import org.mulligan.data.degradation.PoissonGaussian;
import org.mulligan.data.pairs.Exposer;

/**
 * Simulated images with a noisy exposure of each, as folders that a denoiser can be trained on, or
 * an analysis tested.
 *
 * @param structures what they show
 * @param size side of the square images, px
 * @param photonsLow lowest peak, photons; each image draws its own, log-uniform
 * @param photonsHigh highest peak, photons
 */
public record SimulatedPairs(
        Structures structures, int size, long seed, double photonsLow, double photonsHigh) {
    /** Of the camera: units per photon, and units of a dark pixel. */
    private static final double GAIN = 10;

    private static final double OFFSET = 100;
    private static final double READ_NOISE = 1;
    private static final double MOST_PHOTONS = 6500;

    /** A pair, in the same units. */
    private record Pair(ImageProcessor noisy, ImageProcessor clean) {}

    /** How a plane of expected photons is exposed. */
    private interface Shutter {
        Pair expose(float[] photons, RandomGenerator random);
    }

    /**
     * Writes {@code clean/} and {@code noisy/} with 16-bit TIFF files of the same names, in the
     * same units: a clean image is what the mean of many noisy ones tends to. The camera has 10
     * units per photon, an offset of 100 and a read noise of 1 photon.
     *
     * @param folder is made where it is missing; files of the same names must not exist
     * @param done is told after each pair how many there are; what it throws ends the work
     * @throws IllegalArgumentException for more than 6500 photons, which 16 bits do not hold
     */
    public void write(Path folder, int count, IntConsumer done) throws IOException {
        if (photonsHigh > MOST_PHOTONS)
            throw new IllegalArgumentException(
                    "Photons must be at most 6500, so that 16 bits hold them, got " + photonsHigh);
        write(
                folder,
                count,
                (photons, random) -> {
                    ImageProcessor clean = digitised(photons);
                    return new Pair(
                            digitised(PoissonGaussian.count(photons, READ_NOISE, random)), clean);
                },
                done);
    }

    /**
     * Writes the same folders with 32-bit TIFF files: what a degradation measures, and what it
     * expects, in its units.
     *
     * @param noise one for denoisers, with a read noise of up to 1 photon
     */
    public void write(Path folder, int count, Degradation noise, IntConsumer done)
            throws IOException {
        Degradation.Conditions conditions = Degradation.Conditions.noise(READ_NOISE);
        write(
                folder,
                count,
                (photons, random) -> {
                    Degradation.Exposure exposure =
                            noise.expose(photons, size, size, conditions, random);
                    return new Pair(
                            new FloatProcessor(size, size, exposure.measured()),
                            new FloatProcessor(size, size, exposure.target()));
                },
                done);
    }

    private void write(Path folder, int count, Shutter shutter, IntConsumer done)
            throws IOException {
        Path clean = Files.createDirectories(folder.resolve("clean"));
        Path noisy = Files.createDirectories(folder.resolve("noisy"));
        for (int i = 0; i < count; i++) {
            float[] photons = Simulator.simulate(structures, i, seed, size, size);
            RandomGenerator random = Seeds.MEMBER.stream(seed, i);
            double peak = Exposer.logUniform(photonsLow, photonsHigh, random);
            for (int k = 0; k < photons.length; k++) photons[k] *= (float) peak;
            Pair pair = shutter.expose(photons, random);
            String name = "simulated-%05d.tif".formatted(i);
            Simulator.save(pair.clean, clean.resolve(name));
            Simulator.save(pair.noisy, noisy.resolve(name));
            done.accept(i + 1);
        }
    }

    private ImageProcessor digitised(float[] photons) {
        short[] pixels = new short[photons.length];
        for (int k = 0; k < pixels.length; k++)
            pixels[k] = (short) Math.rint(Math.max(0, Math.min(65535, GAIN * photons[k] + OFFSET)));
        return new ShortProcessor(size, size, pixels, null);
    }
}

package org.mulligan.data.simulation;

import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import ij.process.ShortProcessor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.random.RandomGenerator;
import org.mulligan.data.Seeds;
import org.mulligan.data.degradation.Degradation;
import org.mulligan.data.degradation.PoissonGaussian;
import org.mulligan.data.degradation.StackExposure;
import org.mulligan.data.pairs.Exposer;

/**
 * Simulated images with a noisy exposure of each, as folders that a denoiser can be trained on, or
 * an analysis tested.
 *
 * @param structures what they show
 * @param size side of the square images, px
 * @param depth planes of each; where there are several each image is a volume of {@link Volumes}
 * @param photonsLow lowest peak, photons; each image draws its own, log-uniform
 * @param photonsHigh highest peak, photons
 */
public record SimulatedPairs(
        Structures structures,
        int size,
        int depth,
        long seed,
        double photonsLow,
        double photonsHigh) {
    /** Of the camera: units per photon, and units of a dark pixel. */
    private static final double GAIN = 10;

    private static final double OFFSET = 100;
    private static final double READ_NOISE = 1;
    private static final double MOST_PHOTONS = 6500;

    /** A pair, by plane, in the same units. */
    private record Pair(List<ImageProcessor> noisy, List<ImageProcessor> clean) {
        Pair() {
            this(new ArrayList<>(), new ArrayList<>());
        }

        void add(ImageProcessor noisyPlane, ImageProcessor cleanPlane) {
            noisy.add(noisyPlane);
            clean.add(cleanPlane);
        }
    }

    /** How planes of expected photons are exposed. */
    private interface Shutter {
        Pair expose(List<float[]> photons, RandomGenerator random);
    }

    /** Of single planes. */
    public SimulatedPairs(
            Structures structures, int size, long seed, double photonsLow, double photonsHigh) {
        this(structures, size, 1, seed, photonsLow, photonsHigh);
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
                    Pair pair = new Pair();
                    for (float[] plane : photons)
                        pair.add(
                                digitised(PoissonGaussian.count(plane, READ_NOISE, random)),
                                digitised(plane));
                    return pair;
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
                    Pair pair = new Pair();
                    for (Degradation.Exposure exposure :
                            StackExposure.of(noise, photons, size, size, conditions, random))
                        pair.add(
                                new FloatProcessor(size, size, exposure.measured()),
                                new FloatProcessor(size, size, exposure.target()));
                    return pair;
                },
                done);
    }

    private void write(Path folder, int count, Shutter shutter, IntConsumer done)
            throws IOException {
        Path clean = Files.createDirectories(folder.resolve("clean"));
        Path noisy = Files.createDirectories(folder.resolve("noisy"));
        for (int i = 0; i < count; i++) {
            List<float[]> photons = Simulator.planes(structures, i, seed, size, depth);
            RandomGenerator random = Seeds.MEMBER.stream(seed, i);
            double peak = Exposer.logUniform(photonsLow, photonsHigh, random);
            for (float[] plane : photons)
                for (int k = 0; k < plane.length; k++) plane[k] *= (float) peak;
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

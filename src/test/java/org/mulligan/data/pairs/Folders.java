package org.mulligan.data.pairs;

import ij.ImagePlus;
import ij.ImageStack;
import ij.io.FileSaver;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.mulligan.data.Seeds;
import org.mulligan.data.degradation.Degradation;
import org.mulligan.data.degradation.PoissonGaussian;

/** Image files for the tests of this package. */
public final class Folders {
    public static final int WIDTH = 83;
    public static final int HEIGHT = 67;

    private Folders() {}

    /** Bumps on black, different for each number, from 0 to about 200. */
    public static float[] bumps(int number) {
        float[] values = new float[WIDTH * HEIGHT];
        for (int y = 0; y < HEIGHT; y++)
            for (int x = 0; x < WIDTH; x++)
                values[y * WIDTH + x] =
                        (float)
                                (100
                                        + 60 * Math.sin(x / (3.0 + number)) * Math.cos(y / 5.0)
                                        + 40 * Math.sin((x + 2 * y + 7 * number) / 11.0));
        return values;
    }

    static float[] noisy(float[] target, double gain, double offset, double sigma, long seed) {
        RandomGenerator random = Seeds.MEMBER.stream(seed, 99);
        float[] noisy = new float[target.length];
        for (int i = 0; i < target.length; i++)
            noisy[i] = (float) (gain * target[i] + offset + sigma * random.nextGaussian());
        return noisy;
    }

    public static ImageProcessor plane(float[] values) {
        return new FloatProcessor(WIDTH, HEIGHT, values.clone());
    }

    public static void save(Path file, ImageProcessor... planes) throws IOException {
        Files.createDirectories(file.getParent());
        ImageStack stack = new ImageStack(planes[0].getWidth(), planes[0].getHeight());
        for (ImageProcessor plane : planes) stack.addSlice(plane);
        FileSaver saver = new FileSaver(new ImagePlus("test", stack));
        boolean saved =
                file.toString().endsWith(".png")
                        ? saver.saveAsPng(file.toString())
                        : planes.length > 1
                                ? saver.saveAsTiffStack(file.toString())
                                : saver.saveAsTiff(file.toString());
        if (!saved) throw new IOException("Cannot save " + file);
    }

    /** One image of several channels, as a hyperstack of ImageJ. */
    static void saveChannels(Path file, float[]... channels) throws IOException {
        Files.createDirectories(file.getParent());
        ImageStack stack = new ImageStack(WIDTH, HEIGHT);
        for (float[] channel : channels) stack.addSlice(plane(channel));
        ImagePlus image = new ImagePlus("test", stack);
        image.setDimensions(channels.length, 1, 1);
        image.setOpenAsHyperStack(true);
        if (!new FileSaver(image).saveAsTiffStack(file.toString()))
            throw new IOException("Cannot save " + file);
    }

    /** {@code count} pairs a0.tif, a1.tif, ... with noisy = 3 clean + 50 + noise of 30. */
    public static void pairs(Path folder, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            save(folder.resolve("clean/a%d.tif".formatted(i)), plane(bumps(i)));
            save(
                    folder.resolve("noisy/a%d.tif".formatted(i)),
                    plane(noisy(bumps(i), 3, 50, 30, i)));
        }
    }

    /** A pair of stacks with a plane for each of the numbers. */
    static void pair(Path folder, String name, int... numbers) throws IOException {
        ImageProcessor[] clean = new ImageProcessor[numbers.length];
        ImageProcessor[] noisy = new ImageProcessor[numbers.length];
        for (int i = 0; i < numbers.length; i++) {
            clean[i] = plane(bumps(numbers[i]));
            noisy[i] = plane(noisy(bumps(numbers[i]), 3, 50, 30, numbers[i]));
        }
        save(folder.resolve("clean/%s.tif".formatted(name)), clean);
        save(folder.resolve("noisy/%s.tif".formatted(name)), noisy);
    }

    static final Exposer NOISE =
            new Exposer(
                    new PoissonGaussian(),
                    Degradation.Conditions.noise(2),
                    10,
                    100,
                    1,
                    99.8,
                    false);

    static TrainingSet open(Path folder) throws IOException {
        return open(folder, false, 16);
    }

    static TrainingSet open(Path noisy, Path clean) throws IOException {
        return TrainingSet.open(Optional.of(noisy), clean, true, false, NOISE, 16, 5, line -> {});
    }

    static TrainingSet open(Path folder, long seed) throws IOException {
        return TrainingSet.open(
                Optional.of(folder.resolve("noisy")),
                folder.resolve("clean"),
                true,
                false,
                NOISE,
                16,
                seed,
                line -> {});
    }

    static TrainingSet open(Path folder, boolean skip, int patch) throws IOException {
        return TrainingSet.open(
                Optional.of(folder.resolve("noisy")),
                folder.resolve("clean"),
                true,
                skip,
                NOISE,
                patch,
                5,
                line -> {});
    }

    public static TrainingSet openDegraded(Path folder, long seed) throws IOException {
        return TrainingSet.open(
                Optional.empty(),
                folder.resolve("clean"),
                true,
                false,
                NOISE,
                16,
                seed,
                line -> {});
    }

    public static List<Batch> batches(TrainingSet set, long firstStep, int count)
            throws IOException {
        List<Batch> batches = new ArrayList<>();
        try (Batches reading = set.batches(4, firstStep)) {
            for (int i = 0; i < count; i++) batches.add(reading.next());
        }
        return batches;
    }
}

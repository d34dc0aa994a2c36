package org.mulligan.data.simulation;

import ij.ImagePlus;
import ij.ImageStack;
import ij.io.FileSaver;
import ij.measure.Calibration;
import ij.process.ImageProcessor;
import ij.process.ShortProcessor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntConsumer;
import java.util.random.RandomGenerator;
import org.mulligan.data.Seeds;
import org.mulligan.data.simulation.canvas.Canvas;
import org.mulligan.data.simulation.canvas.Field;
import org.mulligan.data.simulation.canvas.Scene;
import org.mulligan.data.simulation.structure.Specimens;

/**
 * Makes images as a fluorescence microscope would show them if light had no grain: nuclei,
 * filaments, mitochondria, membranes, vesicles and textures, alone and mixed, in and out of focus,
 * through optics from a sharp confocal to a hazy wide field. Nothing in them is anybody's data.
 */
public final class Simulator {
    private static final List<Scene> SCENES =
            List.of(
                    new Nuclei(),
                    new Filaments(),
                    new Mitochondria(),
                    new Membranes(),
                    new Vesicles(),
                    new Texture());
    private static final Specimens SPECIMENS = new Specimens(SCENES);
    private static final double FWHM = 2 * Math.sqrt(2 * Math.log(2));

    private Simulator() {}

    /** One image of {@link Structures#CELLS}. */
    public static float[] simulate(int index, long seed, int width, int height) {
        return simulate(Structures.CELLS, index, seed, width, height);
    }

    /**
     * One image. The same arguments give the same image.
     *
     * @param index number of the image; neighbouring numbers show different kinds of things
     * @param width px, 32 or more
     * @param height px, 32 or more
     * @return axes XY, intensities from 0 to 1, never all the same
     */
    public static float[] simulate(
            Structures structures, int index, long seed, int width, int height) {
        requireSize(width, height);
        RandomGenerator random = Seeds.SIMULATION.stream(seed, index);
        if (structures == Structures.CELLS)
            return cells(index, width, height, false, sigma -> sigma, random);
        DoubleUnaryOperator optics =
                structures == Structures.SHARP
                        ? sigma -> Specimens.SHARPEST
                        : sigma -> Math.max(Specimens.SHARPEST, sigma);
        int kind = Math.floorDiv(index, 2);
        if (Math.floorMod(index, 2) == 0) return cells(kind, width, height, true, optics, random);
        int specimen = Math.floorMod(kind, SPECIMENS.kinds());
        return SPECIMENS.paint(specimen, width, height, optics, random).values;
    }

    static void requireSize(int width, int height) {
        if (width < 32 || height < 32)
            throw new IllegalArgumentException(
                    "A simulated image needs 32 px or more a side, got %d x %d"
                            .formatted(width, height));
    }

    /**
     * @param mottled whether half of the images are stained unevenly
     * @param optics turns the standard deviation of the PSF that is drawn into the one that is
     *     taken, px
     */
    private static float[] cells(
            int index,
            int width,
            int height,
            boolean mottled,
            DoubleUnaryOperator optics,
            RandomGenerator random) {
        Canvas image = new Canvas(width, height);
        Scene main = SCENES.get(Math.floorMod(index, SCENES.size()));
        double scale = Math.exp(Scene.between(Math.log(0.5), Math.log(2.5), random));
        image.add(layer(main, width, height, scale, random), 1);
        while (random.nextInt(5) < 2) {
            Scene second = SCENES.get(random.nextInt(SCENES.size()));
            double light = Math.exp(Scene.between(Math.log(0.03), 0, random));
            image.add(layer(second, width, height, scale, random), light);
        }
        if (random.nextInt(3) > 0) {
            Canvas haze = new Cells(image, scale, random).haze(random);
            image.add(haze, Math.exp(Scene.between(Math.log(0.01), Math.log(0.25), random)));
        }
        if (mottled && random.nextBoolean()) mottle(image, random);
        look(image, optics, random);
        float brightest = 0;
        for (float value : image.values) brightest = Math.max(brightest, value);
        for (int i = 0; i < image.values.length; i++) image.values[i] /= brightest;
        return image.values;
    }

    private static Canvas layer(
            Scene scene, int width, int height, double scale, RandomGenerator random) {
        Canvas layer = new Canvas(width, height);
        for (int tries = 0; tries < 5 && empty(layer); tries++) scene.paint(layer, scale, random);
        if (empty(layer)) layer.disc(width / 2.0, height / 2.0, height / 8.0, false, 1);
        layer.level();
        return layer;
    }

    private static boolean empty(Canvas canvas) {
        for (float value : canvas.values) if (value > 0) return false;
        return true;
    }

    /** What is stained is not so evenly: fine and faint, a few pixels from bump to bump. */
    private static void mottle(Canvas image, RandomGenerator random) {
        double size = Math.exp(Scene.between(Math.log(2), Math.log(10), random));
        double contrast = Math.exp(Scene.between(Math.log(0.05), Math.log(0.6), random));
        Canvas field = Field.fractal(image.width, image.height, size, 2, 0.7, random);
        for (int i = 0; i < field.values.length; i++)
            image.values[i] *= (float) Math.exp(contrast * field.values[i]);
    }

    /** Optics: the PSF, light from other planes, uneven illumination. */
    private static void look(Canvas image, DoubleUnaryOperator optics, RandomGenerator random) {
        double sigma = fwhm(random) / FWHM;
        Canvas elsewhere = new Canvas(image.width, image.height);
        elsewhere.add(image, 1);
        image.blur(optics.applyAsDouble(sigma));
        if (random.nextBoolean()) {
            elsewhere.blur(
                    Math.max(sigma, optics.applyAsDouble(sigma)) * Scene.between(3, 15, random));
            image.add(elsewhere, Scene.between(0.05, 1, random));
        }
        if (random.nextInt(3) == 0) {
            Canvas uneven =
                    Field.smooth(
                            image.width,
                            image.height,
                            image.width * Scene.between(0.4, 1.2, random),
                            random);
            double depth = Scene.between(0.1, 0.5, random);
            for (int i = 0; i < image.values.length; i++)
                image.values[i] *= (float) Math.exp(depth * uneven.values[i]);
        }
    }

    /** Of the PSF in px: mostly 2 to 6, some coarsely sampled, some far oversampled. */
    private static double fwhm(RandomGenerator random) {
        int kind = random.nextInt(10);
        if (kind < 2) return Scene.between(1.2, 2, random);
        if (kind == 2) return Scene.between(6, 10, random);
        return Math.exp(Scene.between(Math.log(2), Math.log(6), random));
    }

    /**
     * Writes the images number 0 to {@code count - 1} as 16-bit TIFF files.
     *
     * @param folder is made where it is missing; its files of the same names must not exist
     * @param size side of the square images, px
     * @param depth planes; where there are several each image is a volume of {@link Volumes}
     * @param done is told after each image how many there are; what it throws ends the work
     */
    public static void write(
            Path folder,
            Structures structures,
            int count,
            int size,
            int depth,
            long seed,
            IntConsumer done)
            throws IOException {
        Files.createDirectories(folder);
        for (int i = 0; i < count; i++) {
            Path file = folder.resolve("simulated-%05d.tif".formatted(i));
            List<ImageProcessor> planes = new ArrayList<>();
            for (float[] values : planes(structures, i, seed, size, depth)) {
                short[] pixels = new short[values.length];
                for (int k = 0; k < pixels.length; k++)
                    pixels[k] = (short) Math.rint(65535 * values[k]);
                planes.add(new ShortProcessor(size, size, pixels, null));
            }
            save(planes, file);
            done.accept(i + 1);
        }
    }

    /**
     * An image, or the planes of a volume where there are several.
     *
     * @param depth planes
     */
    static List<float[]> planes(Structures structures, int index, long seed, int size, int depth) {
        return depth == 1
                ? List.of(simulate(structures, index, seed, size, size))
                : Volumes.simulate(index, seed, size, size, depth);
    }

    /** Writes an image, or the planes of a volume with their distance; never over another file. */
    static void save(List<ImageProcessor> planes, Path file) throws IOException {
        if (Files.exists(file))
            throw new IOException("%s exists already; choose another folder".formatted(file));
        ImagePlus image = new ImagePlus(file.getFileName().toString(), planes.get(0));
        if (planes.size() > 1) {
            ImageStack stack = new ImageStack(image.getWidth(), image.getHeight());
            planes.forEach(stack::addSlice);
            image.setStack(stack, 1, planes.size(), 1);
            Calibration calibration = image.getCalibration();
            calibration.setUnit("um");
            calibration.pixelWidth = Volumes.PIXEL;
            calibration.pixelHeight = Volumes.PIXEL;
            calibration.pixelDepth = Volumes.STEP;
        }
        if (!new FileSaver(image).saveAsTiff(file.toString()))
            throw new IOException("%s cannot be written".formatted(file));
    }
}

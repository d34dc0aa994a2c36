package org.mulligan.data.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.io.FileSaver;
import ij.process.ShortProcessor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mulligan.data.Plane;
import org.mulligan.data.pairs.Batch;
import org.mulligan.data.pairs.Batches;
import org.mulligan.data.pairs.TrainingSet;

class SeriesReaderTest {
    private static final int WIDTH = 72;
    private static final int HEIGHT = 88;

    @TempDir Path folder;
    private final List<String> log = new ArrayList<>();

    /** Of each frame the column, the row and the number can be read, up to noise. */
    private static short[] frame(int t) {
        Random random = new Random(t);
        short[] pixels = new short[WIDTH * HEIGHT];
        for (int i = 0; i < pixels.length; i++)
            pixels[i] =
                    (short)
                            (1000
                                    + 300 * Math.sin(i % WIDTH / 5.0)
                                    + 200 * Math.cos(i / WIDTH / 6.0)
                                    + 40 * random.nextGaussian());
        return pixels;
    }

    private Path stack(String name, int channels, int frames) {
        ImageStack stack = new ImageStack(WIDTH, HEIGHT);
        for (int t = 0; t < frames; t++)
            for (int c = 0; c < channels; c++)
                stack.addSlice(new ShortProcessor(WIDTH, HEIGHT, frame(100 * c + t), null));
        ImagePlus image = new ImagePlus(name, stack);
        image.setDimensions(channels, 1, frames);
        Path file = folder.resolve(name);
        new FileSaver(image).saveAsTiffStack(file.toString());
        return file;
    }

    private TrainingSet read(Path place) throws IOException {
        return new SeriesReader(32, 1, log::add).read(place);
    }

    private static List<Plane> all(TrainingSet images, boolean held) throws IOException {
        return images.look(held, 1000, plane -> plane);
    }

    @Test
    void ofAShortSeriesAStripOfAllPlanesIsHeldBack() throws IOException {
        TrainingSet images = read(stack("short.tif", 1, 12));
        assertThat(images.trainingImages()).isEqualTo(12);
        assertThat(images.validationImages()).isEqualTo(12);
        for (Plane plane : all(images, false)) {
            assertThat(plane.width()).isEqualTo(WIDTH);
            assertThat(plane.height()).isEqualTo(HEIGHT - 32);
            assertThat(plane.planes()).isEqualTo(4);
            assertThat(plane.scale()).isEqualTo(1);
            assertThat(plane.noisy()).hasSize(4 * plane.target().length);
        }
        for (Plane plane : all(images, true)) assertThat(plane.height()).isEqualTo(32);
        assertThat(log).anyMatch(line -> line.contains("held back the lowest 32 rows of all"));
    }

    @Test
    void ofALongSeriesAStretchWithItsNeighboursIsHeldBack() throws IOException {
        TrainingSet images = read(stack("long.tif", 1, 60));
        assertThat(images.validationImages()).isEqualTo(6);
        assertThat(images.trainingImages()).isBetween(50, 54);
        assertThat(log).anyMatch(line -> line.contains("held back 6 planes"));
        List<float[]> trained = new ArrayList<>();
        all(images, false).forEach(plane -> trained.add(plane.target()));
        for (Plane plane : all(images, true)) assertThat(trained).doesNotContain(plane.target());
    }

    @Test
    void aPlaneIsTheTargetAndNotAmongWhatItIsMadeOf() throws IOException {
        TrainingSet images = read(stack("twelve.tif", 1, 12));
        List<Plane> planes = all(images, false);
        for (int t = 0; t < 12; t++)
            for (int p = 0; p < 4; p++) {
                int distance = SeriesReader.DISTANCES.get(p);
                int other = t + distance < 0 || t + distance > 11 ? t - distance : t + distance;
                float[] channel = new float[planes.get(t).target().length];
                for (int i = 0; i < channel.length; i++)
                    channel[i] = planes.get(t).noisy()[4 * i + p];
                assertThat(channel).isEqualTo(planes.get(other).target());
                assertThat(other).isNotEqualTo(t);
            }
    }

    @Test
    void patchesOfAllPlanesAreCutAtOnePlaceAndTurnedAlike() throws IOException {
        ImageStack stack = new ImageStack(WIDTH, HEIGHT);
        for (int t = 0; t < 12; t++) {
            short[] pixels = new short[WIDTH * HEIGHT];
            for (int i = 0; i < pixels.length; i++) pixels[i] = (short) (i + 20_000 * (t % 2));
            stack.addSlice(new ShortProcessor(WIDTH, HEIGHT, pixels, null));
        }
        Path file = folder.resolve("ramps.tif");
        new FileSaver(new ImagePlus("ramps", stack)).saveAsTiffStack(file.toString());
        try (Batches batches = read(file).batches(6, 0)) {
            Batch batch = batches.next();
            int patch = 32 * 32;
            for (int b = 0; b < 6; b++)
                for (int p = 0; p < 4; p++) {
                    // Frames differ by a constant, so all patches do where they lie alike.
                    float first = batch.noisy()[b * patch * 4 + p] - batch.target()[b * patch];
                    for (int i = 0; i < patch; i++)
                        assertThat(
                                        batch.noisy()[(b * patch + i) * 4 + p]
                                                - batch.target()[b * patch + i])
                                .isCloseTo(first, org.assertj.core.api.Assertions.within(1e-4f));
                }
        }
    }

    @Test
    void eachChannelIsASeriesWithUnitsOfItsOwn() throws IOException {
        TrainingSet images = read(stack("two.tif", 2, 12));
        assertThat(images.trainingImages()).isEqualTo(24);
    }

    @Test
    void framesOfAFolderComeInTheOrderOfTheirNumbers() throws IOException {
        Path stacked = stack("stacked.tif", 1, 12);
        Path frames = Files.createDirectory(folder.resolve("frames"));
        for (int t = 0; t < 12; t++)
            IJ.saveAsTiff(
                    new ImagePlus("f", new ShortProcessor(WIDTH, HEIGHT, frame(t), null)),
                    frames.resolve("f%d.tif".formatted(t)).toString());
        List<Plane> expected = all(read(stacked), false);
        List<Plane> found = all(read(frames), false);
        assertThat(found).hasSameSizeAs(expected);
        for (int i = 0; i < found.size(); i++) {
            assertThat(found.get(i).target()).isEqualTo(expected.get(i).target());
            assertThat(found.get(i).noisy()).isEqualTo(expected.get(i).noisy());
        }
    }

    @Test
    void copiesAndBlankFramesAreNotLearntFrom() throws IOException {
        ImageStack stack = new ImageStack(WIDTH, HEIGHT);
        for (int t = 0; t < 30; t++)
            stack.addSlice(
                    new ShortProcessor(
                            WIDTH,
                            HEIGHT,
                            t == 20 ? new short[WIDTH * HEIGHT] : frame(t == 8 ? 7 : t),
                            null));
        Path file = folder.resolve("copies.tif");
        new FileSaver(new ImagePlus("copies", stack)).saveAsTiffStack(file.toString());
        TrainingSet images = read(file);
        // Two on either side of the copy, and of the blank one.
        assertThat(images.leftOut()).isEqualTo(10);
        assertThat(images.trainingImages()).isEqualTo(20);
        assertThat(log)
                .anyMatch(line -> line.contains("1 blank planes, 1 copies and 0 interpolated"));
    }

    @Test
    void knowsASeriesFromImagesOfOtherFields() throws IOException {
        CalciumMovie movie = CalciumMovie.of(96, 24, 8, 3);
        Path file = folder.resolve("movie.tif");
        new FileSaver(movie.image()).saveAsTiffStack(file.toString());
        assertThat(SeriesReader.suits(file)).isTrue();
        Path fields = Files.createDirectory(folder.resolve("fields"));
        for (int i = 0; i < 12; i++) {
            CalciumMovie field = CalciumMovie.of(96, 1, 8, 50 + i);
            IJ.saveAsTiff(field.image(), fields.resolve("field%d.tif".formatted(i)).toString());
        }
        assertThat(SeriesReader.suits(fields)).isFalse();
        assertThat(SeriesReader.suits(stack("nine.tif", 1, 9))).isFalse();
        assertThat(SeriesReader.suits(folder.resolve("nothing"))).isFalse();
    }

    @Test
    void saysWhatItNeeds() {
        assertThatThrownBy(() -> read(stack("few.tif", 1, 9)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("10 or more planes")
                .hasMessageContaining("has 9");
        assertThatThrownBy(() -> new SeriesReader(128, 1, log::add).read(stack("small.tif", 1, 12)))
                .hasMessageContaining("patch=64");
        assertThatThrownBy(() -> read(folder.resolve("nothing")))
                .hasMessageContaining("There is no file or folder");
        ImageStack same = new ImageStack(WIDTH, HEIGHT);
        for (int t = 0; t < 12; t++)
            same.addSlice(new ShortProcessor(WIDTH, HEIGHT, frame(1), null));
        Path copies = folder.resolve("same.tif");
        new FileSaver(new ImagePlus("same", same)).saveAsTiffStack(copies.toString());
        assertThatThrownBy(() -> read(copies)).hasMessageContaining("11 are copies");
    }
}

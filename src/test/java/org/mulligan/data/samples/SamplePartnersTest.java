package org.mulligan.data.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ij.ImagePlus;
import ij.process.ImageProcessor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mulligan.data.pairs.Folders;

/** Images with what they are drawn from behind them. */
class SamplePartnersTest {
    private static final int SIZE = 7;

    @TempDir Path folder;
    private final List<String> notes = new ArrayList<>();

    /** In each style an image begins with its number and its style's; its input with 40 more. */
    @BeforeEach
    void write() throws IOException {
        for (int i = 0; i < 12; i++) {
            String name = SampleFiles.letters(i);
            for (int style = 0; style < 2; style++)
                Folders.save(
                        folder.resolve("images/s" + style + "/" + name + ".tif"),
                        SampleFiles.shorts(SIZE, SIZE, 100 * style + i));
            Folders.save(
                    folder.resolve("inputs/" + name + ".tif"),
                    SampleFiles.bytes(SIZE, SIZE, 40 + i));
        }
    }

    private Samples open(String classes) throws IOException {
        return Samples.judged(
                folder.resolve("images"),
                Optional.of(classes),
                SIZE,
                1,
                Fit.REFUSE,
                new GuideSource(Optional.of(folder.resolve("inputs")), false, List.of(), 0),
                5,
                notes::add);
    }

    private static int first(float[] images, int index, int channel, double low, double high) {
        float value = images[index * SIZE * SIZE * 2 + channel];
        return (int) Math.round(low + (value + 1) / 2 * (high - low));
    }

    @Test
    void eachImageHasTheInputOfItsNameBehindItInEveryStyle() throws IOException {
        Samples samples = open("folders");
        assertThat(samples.channels()).isEqualTo(2);
        double[] guide = samples.guide().orElseThrow();
        for (SampleBatch batch : List.of(samples.some(20, 3), samples.heldOut(20)))
            for (int i = 0; i < batch.labels().length; i++) {
                int number = first(batch.images(), i, 0, samples.low(), samples.high());
                int input = first(batch.images(), i, 1, guide[0], guide[1]);
                assertThat(number).isEqualTo(input - 40 + 100 * batch.labels()[i]);
            }
    }

    @Test
    void whatIsDrawnFromAHeldBackInputIsHeldBackInAllStyles() throws IOException {
        Samples samples = open("folders");
        double[] guide = samples.guide().orElseThrow();
        SampleBatch held = samples.heldOut(20);
        SampleBatch trained = samples.some(samples.count(), 1);
        List<Integer> seen = new ArrayList<>();
        for (int i = 0; i < trained.labels().length; i++)
            seen.add(first(trained.images(), i, 1, guide[0], guide[1]));
        for (int i = 0; i < held.labels().length; i++)
            assertThat(seen).doesNotContain(first(held.images(), i, 1, guide[0], guide[1]));
    }

    @Test
    void namesWhatHasNoInput() throws IOException {
        Files.delete(folder.resolve("inputs/ab.tif"));
        assertThatThrownBy(() -> open("folders"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("2 of 24 images have no input", "s0/ab.tif", "s1/ab.tif");
    }

    @Test
    void leavesOutInputsOfNoImage() throws IOException {
        Folders.save(folder.resolve("inputs/more.tif"), SampleFiles.bytes(SIZE, SIZE, 1));
        open("folders");
        assertThat(notes)
                .anyMatch(
                        note ->
                                note.startsWith("1 files of ")
                                        && note.contains("input of no image"));
    }

    @Test
    void refusesAnInputOfAnotherSizeOrWithColours() throws IOException {
        save("ac", SampleFiles.bytes(SIZE + 1, SIZE, 1));
        assertThatThrownBy(() -> open("folders"))
                .hasMessageContainingAll("ac.tif is 7 x 7 px", "8 x 7", "one size");
        save("ac", SampleFiles.colours(SIZE, SIZE, 1));
        assertThatThrownBy(() -> open("folders"))
                .hasMessageContainingAll("ac.tif is an RGB image", "one channel");
    }

    private void save(String name, ImageProcessor plane) throws IOException {
        Path file = folder.resolve("inputs/" + name + ".tif");
        Files.deleteIfExists(file);
        Folders.save(file, plane);
    }

    @Test
    void refusesAnInputWithTwoChannels() throws IOException {
        Path file = folder.resolve("inputs/ac.tif");
        Files.delete(file);
        ij.ImageStack stack = new ij.ImageStack(SIZE, SIZE);
        stack.addSlice(SampleFiles.bytes(SIZE, SIZE, 1));
        stack.addSlice(SampleFiles.bytes(SIZE, SIZE, 2));
        ImagePlus image = new ImagePlus("", stack);
        image.setDimensions(2, 1, 1);
        ij.IJ.saveAsTiff(new ij.CompositeImage(image), file.toString());
        assertThatThrownBy(() -> open("folders"))
                .hasMessageContainingAll("ac.tif has 2 channels", "Split Channels");
    }
}

package org.mulligan.service.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ij.CompositeImage;
import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.process.ColorProcessor;
import ij.process.ImageProcessor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.mulligan.engine.DeviceChoice;
import org.mulligan.engine.Precision;
import org.mulligan.engine.Progress;
import org.mulligan.engine.SynthesisPlan;
import org.mulligan.engine.TrainingListener;
import org.mulligan.service.MulliganService;
import org.mulligan.service.ServiceHere;
import org.mulligan.service.Synthesisers;
import org.mulligan.service.generate.DrawStyle.Depth;
import org.mulligan.service.latent.LatentSettings;
import org.mulligan.service.latent.LatentWork;

/** Images of three channels: RGB, and three channels of 16 bits, through all that draws them. */
@ExtendWith(ServiceHere.class)
class ColourSynthesisTest {
    private static final int SIZE = 16;

    /** Intensities of red, green and blue; that of green is the highest. */
    private static final int[] MEANS = {60, 160, 110};

    private static final int DEEP = 20;

    @TempDir static Path folder;

    private static Synthesisers synthesisers;
    private static String rgb;
    private static String deep;

    @BeforeAll
    static void train(MulliganService here) throws IOException {
        synthesisers = here.synthesisers();
        rgb = train("rgb", rgbStack());
        deep = train("deep", deepStack());
    }

    private static String train(String name, ImagePlus images) throws IOException {
        Path file = folder.resolve(name + "-images.tif");
        IJ.saveAsTiff(images, file.toString());
        return synthesisers
                .train(
                        new SynthesisPlan(
                                new SynthesisPlan.Images(
                                        file,
                                        Optional.empty(),
                                        SIZE,
                                        3,
                                        SynthesisPlan.Fit.REFUSE,
                                        false),
                                new SynthesisPlan.Drawing("vae", "", 8, 0, 0, 0, false, 0),
                                new SynthesisPlan.Schedule(1, 80, 0, 16),
                                1,
                                Precision.FP32,
                                DeviceChoice.CPU,
                                folder.resolve(name + ".zip"),
                                false),
                        Optional.empty(),
                        TrainingListener.SILENT)
                .model()
                .toString();
    }

    private static ImagePlus rgbStack() {
        ImageStack stack = new ImageStack(SIZE, SIZE);
        Random random = new Random(1);
        for (int i = 0; i < 60; i++) {
            ColorProcessor plane = new ColorProcessor(SIZE, SIZE);
            for (int k = 0; k < SIZE * SIZE; k++)
                plane.set(k, noisy(random, 0) << 16 | noisy(random, 1) << 8 | noisy(random, 2));
            stack.addSlice(plane);
        }
        return new ImagePlus("rgb", stack);
    }

    private static int noisy(Random random, int channel) {
        return MEANS[channel] + random.nextInt(61) - 30;
    }

    /** The same, 20 times as bright. */
    private static ImagePlus deepStack() {
        ImageStack rgb = rgbStack().getStack();
        ImageStack stack = new ImageStack(SIZE, SIZE);
        for (int i = 1; i <= rgb.size(); i++)
            for (int c = 0; c < 3; c++) {
                ImageProcessor plane = rgb.getProcessor(i).toFloat(c, null);
                plane.multiply(DEEP);
                stack.addSlice(plane.convertToShort(false));
            }
        ImagePlus image = new ImagePlus("deep", stack);
        image.setDimensions(3, rgb.size(), 1);
        image.setOpenAsHyperStack(true);
        return image;
    }

    private static DrawStyle style(String model) {
        return new DrawStyle(model, "", 1, true, Depth.AUTO, DeviceChoice.AUTO);
    }

    private static ImagePlus draw(String model, int count, Optional<Path> output)
            throws IOException {
        return synthesisers
                .draw(
                        new DrawSettings(style(model), count, 1, Optional.empty()),
                        output,
                        Progress.SILENT)
                .image()
                .orElseThrow();
    }

    private static ImagePlus explore(String model, LatentWork work, Optional<Path> output)
            throws IOException {
        return synthesisers
                .explore(new LatentSettings(style(model), work), output, Progress.SILENT)
                .drawn()
                .image()
                .orElseThrow();
    }

    private static double mean(ImagePlus image, int channel) {
        if (image.getBitDepth() == 24)
            return image.getStack().getProcessor(1).toFloat(channel, null).getStats().mean;
        return image.getStack().getProcessor(channel + 1).getStats().mean;
    }

    @Test
    void coloursStayWhereTheyAre() throws IOException {
        ImagePlus drawn = draw(rgb, 3, Optional.empty());
        assertThat(drawn.getType()).isEqualTo(ImagePlus.COLOR_RGB);
        assertThat(drawn.getStackSize()).isEqualTo(3);
        for (int c = 0; c < 3; c++) assertThat(mean(drawn, c)).isCloseTo(MEANS[c], within(15.0));
    }

    @Test
    void channelsBeyondEightBitsKeepTheirIntensities() throws IOException {
        ImagePlus drawn = draw(deep, 3, Optional.empty());
        assertThat(drawn.getBitDepth()).isEqualTo(16);
        assertThat(drawn.getDimensions()).containsExactly(SIZE, SIZE, 3, 3, 1);
        for (int c = 0; c < 3; c++)
            assertThat(mean(drawn, c)).isCloseTo(DEEP * MEANS[c], within(DEEP * 15.0));
        assertThat(drawn.getStack().getSliceLabel(4)).isEqualTo("synthetic, seed 2");
        requireColours(drawn);
    }

    /** Shown as red, green and blue over the model's intensities. */
    private static void requireColours(ImagePlus image) {
        assertThat(image).isInstanceOf(CompositeImage.class);
        CompositeImage composite = (CompositeImage) image;
        assertThat(composite.getMode()).isEqualTo(CompositeImage.COMPOSITE);
        for (int c = 0; c < 3; c++) {
            assertThat(composite.getLuts()[c].getRGB(255))
                    .isEqualTo(0xff000000 | 0xff << 16 - 8 * c);
            assertThat(composite.getLuts()[c].max).isCloseTo(190 * DEEP, within(3.0 * DEEP));
        }
    }

    @Test
    void filesAreWhatIsInMemory() throws IOException {
        for (String model : List.of(rgb, deep)) {
            ImagePlus memory = draw(model, 2, Optional.empty());
            Path file = Path.of(model.replace(".zip", "-drawn.tif"));
            draw(model, 2, Optional.of(file));
            ImagePlus reopened = IJ.openImage(file.toString());
            assertThat(reopened.getDimensions()).isEqualTo(memory.getDimensions());
            for (int i = 1; i <= memory.getStackSize(); i++)
                assertThat(reopened.getStack().getPixels(i))
                        .isEqualTo(memory.getStack().getPixels(i));
            assertThat(reopened.getInfoProperty()).contains("Synthetic: ");
            if (model.equals(deep)) requireColours(reopened);
        }
    }

    @Test
    void aWayAndDirectionsHaveThreeChannels() throws IOException {
        ImagePlus way = explore(deep, new LatentWork.Interpolation("1", "2", 4), Optional.empty());
        assertThat(way.getDimensions()).containsExactly(SIZE, SIZE, 3, 1, 4);
        assertThat(way.getStack().getPixels(2))
                .isEqualTo(draw(deep, 1, Optional.empty()).getStack().getPixels(2));
        ImagePlus grid = explore(deep, new LatentWork.Directions("1", 2), Optional.empty());
        assertThat(grid.getDimensions()).containsExactly(SIZE, SIZE, 3, 2, 7);
        requireColours(grid);
    }

    @Test
    void aProjectionIsShownInColour() throws IOException {
        ImagePlus image = rgbStack();
        ImagePlus found =
                explore(rgb, new LatentWork.Projection("", Optional.of(image)), Optional.empty());
        assertThat(found.getDimensions()).containsExactly(SIZE, SIZE, 3, 3, 1);
        assertThat(((CompositeImage) found).getMode()).isEqualTo(CompositeImage.COMPOSITE);
        for (int c = 0; c < 3; c++)
            assertThat(found.getStack().getProcessor(c + 1).getf(0))
                    .isCloseTo(
                            image.getStack().getProcessor(1).toFloat(c, null).getf(0),
                            within(0.01f));
    }

    @Test
    void threeChannelsAreProjectedSliceBySlice() throws IOException {
        ImagePlus image = deepStack();
        image.setPosition(2, 5, 1);
        Path file = folder.resolve("projected.tif");
        explore(deep, new LatentWork.Projection("", Optional.of(image)), Optional.of(file));
        ImagePlus found = IJ.openImage(file.toString());
        requireColours(found);
        for (int c = 0; c < 3; c++)
            assertThat(found.getStack().getProcessor(c + 1).getf(7))
                    .isCloseTo(
                            image.getStack().getProcessor(image.getStackIndex(c + 1, 5, 1)).getf(7),
                            within(1f));
    }
}

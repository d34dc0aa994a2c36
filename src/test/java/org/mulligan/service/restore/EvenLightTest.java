package org.mulligan.service.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ij.CompositeImage;
import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.gui.Roi;
import ij.process.ColorProcessor;
import ij.process.FloatProcessor;
import ij.process.ShortProcessor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mulligan.data.degradation.Shading;
import org.mulligan.engine.DeviceChoice;
import org.mulligan.engine.Precision;
import org.mulligan.engine.Progress;
import org.mulligan.engine.TrainingPlan;
import org.mulligan.engine.TrainingPlan.Imaging;
import org.mulligan.image.plane.ImagePlusPlanes;
import org.mulligan.model.Task;
import org.mulligan.predict.BoxEngine;
import org.mulligan.predict.LightModels;
import org.mulligan.predict.LoadedModel;
import org.mulligan.service.report.Purpose;
import org.mulligan.service.restore.RestoreSettings.BitDepth;

class EvenLightTest {
    private static final int WIDTH = 71;
    private static final int HEIGHT = 53;

    @TempDir Path folder;

    private static final LoadedModel BOWL = LightModels.bowl();

    private static Restoring evening(LoadedModel model, BitDepth depth, Progress progress) {
        return new Restoring(
                model,
                new RestoreSettings(
                        Purpose.RESTORE,
                        "evener",
                        0,
                        0,
                        Precision.AUTO,
                        DeviceChoice.AUTO,
                        depth,
                        MaskChoice.NONE),
                progress);
    }

    private static ImagePlus hyperstack() {
        ImageStack stack = new ImageStack(WIDTH, HEIGHT);
        Random random = new Random(1);
        for (int plane = 0; plane < 8; plane++) {
            ShortProcessor pixels = new ShortProcessor(WIDTH, HEIGHT);
            for (int i = 0; i < WIDTH * HEIGHT; i++)
                pixels.set(i, 100 + random.nextInt(1000) / (1 + plane / 4));
            stack.addSlice("plane " + plane, pixels);
        }
        ImagePlus plain = new ImagePlus("cells.tif", stack);
        plain.setDimensions(2, 2, 2);
        ImagePlus image = new CompositeImage(plain, CompositeImage.COMPOSITE);
        image.setOpenAsHyperStack(true);
        image.getCalibration().setUnit("um");
        image.getCalibration().pixelWidth = 0.3;
        image.getCalibration().frameInterval = 7;
        image.setProperty("Info", "Made by hand\n");
        image.setRoi(new Roi(3, 4, 20, 10));
        return image;
    }

    private static ImagePlus colours() {
        ImageStack stack = new ImageStack(WIDTH, HEIGHT);
        Random random = new Random(2);
        for (int slice = 0; slice < 2; slice++) {
            ColorProcessor pixels = new ColorProcessor(WIDTH, HEIGHT);
            for (int i = 0; i < WIDTH * HEIGHT; i++) {
                int value = random.nextInt(200);
                pixels.set(i, value << 16 | value / 2 << 8 | value * 3 / 4);
            }
            stack.addSlice("slice " + slice, pixels);
        }
        ImagePlus image = new ImagePlus("slide.tif", stack);
        image.getCalibration().setUnit("um");
        image.getCalibration().pixelWidth = 0.5;
        return image;
    }

    private static double mean(ImagePlus image, int slice) {
        return image.getStack().getProcessor(slice).getStatistics().mean;
    }

    @Test
    void keepsEverythingOfAHyperstackAndEvensItsFrames() throws IOException {
        ImagePlus shaded = hyperstack();
        ImagePlus evened = evening(BOWL, BitDepth.SAME, Progress.SILENT).toMemory(shaded);
        Path file = folder.resolve("evened.tif");
        evening(BOWL, BitDepth.SAME, Progress.SILENT).toFile(shaded, file);
        ImagePlus reopened = IJ.openImage(file.toString());
        for (ImagePlus image : List.of(evened, reopened)) {
            assertThat(image.getNChannels()).isEqualTo(2);
            assertThat(image.getNFrames()).isEqualTo(2);
            assertThat(image.getBitDepth()).isEqualTo(16);
            assertThat(image.getCalibration().pixelWidth).isCloseTo(0.3, within(1e-6));
            assertThat(image.getCalibration().frameInterval).isEqualTo(7);
            assertThat(image.getStack().getSliceLabel(3)).isEqualTo("plane 2");
            assertThat(image.getInfoProperty())
                    .startsWith("Made by hand\n[Mulligan]\n")
                    .contains("Model: evener (even-light)")
                    .contains("Light: each plane times a smooth gain (1.000 to 1.960)")
                    .containsPattern(
                            "Bleaching of channel 1: frames times 1.000 to 2.0\\d\\d above")
                    .contains("Bleaching of channel 2: ")
                    .contains("pixels clipped");
        }
        assertThat(evened.getTitle()).isEqualTo("cells-restored");
        for (int slice = 1; slice <= 8; slice++)
            assertThat(reopened.getStack().getPixels(slice))
                    .isEqualTo(evened.getStack().getPixels(slice));
        for (int channel = 1; channel <= 2; channel++)
            assertThat(mean(evened, channel + 4) + mean(evened, channel + 6))
                    .isCloseTo(mean(evened, channel) + mean(evened, channel + 2), within(2.0));
        assertThat(shaded.getStack().getPixels(5)).isEqualTo(hyperstack().getStack().getPixels(5));
    }

    @Test
    void evensAndBalancesRgb() throws IOException {
        ImagePlus cast = colours();
        ImagePlus evened = evening(BOWL, BitDepth.SAME, Progress.SILENT).toMemory(cast);
        Path file = folder.resolve("evened.tif");
        evening(BOWL, BitDepth.SAME, Progress.SILENT).toFile(cast, file);
        ImagePlus reopened = IJ.openImage(file.toString());
        for (ImagePlus image : List.of(evened, reopened)) {
            assertThat(image.getBitDepth()).isEqualTo(24);
            assertThat(image.getStackSize()).isEqualTo(2);
            assertThat(image.getCalibration().pixelWidth).isEqualTo(0.5);
            assertThat(image.getStack().getSliceLabel(2)).isEqualTo("slice 1");
            assertThat(image.getInfoProperty())
                    .contains("Colour balance: red, green and blue times 0.7")
                    .containsPattern("of 22578 pixels clipped");
        }
        for (int slice = 1; slice <= 2; slice++) {
            int[] pixels = (int[]) evened.getStack().getPixels(slice);
            assertThat((int[]) reopened.getStack().getPixels(slice)).isEqualTo(pixels);
            double[] sums = new double[3];
            for (int pixel : pixels)
                for (int c = 0; c < 3; c++) sums[c] += (pixel >> 16 - 8 * c & 0xff);
            assertThat(sums[1] / sums[0]).isCloseTo(1, within(0.02));
            assertThat(sums[2] / sums[0]).isCloseTo(1, within(0.02));
        }
        assertThat((int[]) cast.getStack().getPixels(2))
                .isEqualTo((int[]) colours().getStack().getPixels(2));
    }

    @Test
    void refusesRgbWhereThereIsNoColourToKeep() {
        assertThatThrownBy(() -> evening(BOWL, BitDepth.FLOAT, Progress.SILENT).toMemory(colours()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("leave depth=same");
        assertThatThrownBy(
                        () ->
                                evening(new BoxEngine(2).loaded(), BitDepth.SAME, Progress.SILENT)
                                        .toMemory(colours()))
                .hasMessageContaining("is RGB; a network needs intensities");
    }

    @Test
    void hasNoMaps() {
        assertThatThrownBy(() -> MappedRestoring.require(BOWL.description()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"evener\" evens the light")
                .hasMessageContaining("Leave maps out");
        MappedRestoring.require(new BoxEngine(2).model());
    }

    @Test
    void evensAnImageOfAScript() throws IOException {
        float[] values = (float[]) hyperstack().getProcessor().convertToFloat().getPixels();
        Img<FloatType> evened =
                evening(BOWL, BitDepth.SAME, Progress.SILENT)
                        .toImg(ArrayImgs.floats(values, WIDTH, HEIGHT));
        ImagePlus plane = new ImagePlus("plane", new FloatProcessor(WIDTH, HEIGHT, values));
        float[] expected =
                (float[])
                        evening(BOWL, BitDepth.SAME, Progress.SILENT)
                                .toMemory(plane)
                                .getProcessor()
                                .getPixels();
        int i = 0;
        for (FloatType value : evened) assertThat(value.get()).isEqualTo(expected[i++]);
    }

    @Test
    void leavesNoFileWhenItIsStopped() {
        Progress stop =
                new Progress() {
                    private int asked;

                    @Override
                    public boolean cancelled() {
                        return asked++ > 20;
                    }
                };
        Path file = folder.resolve("never.tif");
        assertThatThrownBy(() -> evening(BOWL, BitDepth.SAME, stop).toFile(hyperstack(), file))
                .isInstanceOf(CancellationException.class);
        assertThat(folder.toFile().list()).isEmpty();
    }

    @Test
    void previewShowsTheWantedImageBesideUnevenOnes() throws IOException {
        ImagePlus even = new ImagePlus("even", hyperstack().getStack().getProcessor(1));
        ImagePlus preview =
                Preview.of(
                        even,
                        new Imaging(
                                Task.EVEN_LIGHT,
                                "shading",
                                1,
                                new TrainingPlan.Range(3, 300),
                                0,
                                TrainingPlan.Psf.NONE,
                                1),
                        new Shading(),
                        1);
        assertThat(preview.getWidth()).isEqualTo(2 * WIDTH);
        assertThat(preview.getHeight()).isEqualTo(HEIGHT);
        assertThat(preview.getInfoProperty()).contains("even-light", "uneven light", "64 x 64 px");
        double most = 0;
        for (int slice = 1; slice <= preview.getStackSize(); slice++) {
            double[] wanted = new double[2];
            double[] shaded = new double[2];
            for (int y = 0; y < HEIGHT; y++)
                for (int x = 0; x < WIDTH - 1; x++) {
                    int half = x / (WIDTH / 2);
                    wanted[half] += preview.getStack().getProcessor(slice).getf(x, y);
                    shaded[half] += preview.getStack().getProcessor(slice).getf(x + WIDTH, y);
                }
            assertThat(wanted[1] / wanted[0]).isCloseTo(1, within(0.06));
            most = Math.max(most, Math.abs(Math.log(shaded[1] / shaded[0])));
        }
        assertThat(most).isGreaterThan(0.2);
        assertThat(new ImagePlusPlanes(preview).count()).isEqualTo(6);
    }
}

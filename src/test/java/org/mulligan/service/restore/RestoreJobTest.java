package org.mulligan.service.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ij.CompositeImage;
import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.process.ByteProcessor;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import ij.process.LUT;
import ij.process.ShortProcessor;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.util.Intervals;
import net.imglib2.view.Views;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mulligan.engine.DeviceChoice;
import org.mulligan.engine.Precision;
import org.mulligan.engine.Progress;
import org.mulligan.predict.BoxEngine;
import org.mulligan.service.restore.RestoreSettings.BitDepth;

class RestoreJobTest {
    @TempDir Path folder;
    private final BoxEngine engine = new BoxEngine(2);
    private final List<String> log = new ArrayList<>();

    @Test
    void keepsEverythingOfAHyperstackButItsPixels() throws IOException {
        ImagePlus noisy = hyperstack();
        ImagePlus before = noisy.duplicate();
        ImagePlus denoised = denoising(40, BitDepth.SAME).toMemory(noisy);
        assertThat(denoised.getTitle()).isEqualTo("cells-denoised");
        assertSameButPixels(denoised, noisy);
        assertThat(denoised.getInfoProperty())
                .startsWith("Made by hand\n[Mulligan]\n")
                .contains("restored by a neural network")
                .contains("Model: box filter (denoise), sha256 abc")
                .contains("Weights: faithful (sharpness 0.0)")
                .contains("Seed of the training: 17")
                .contains("Normalisation of channel 2: ")
                .contains("halo 4 px", "Precision: fp32", "Device: CPU (test)", "Box 1.0")
                .containsPattern("Outcome: \\d+ of 3108 pixels clipped");
        for (int i = 1; i <= noisy.getStackSize(); i++)
            assertThat(noisy.getStack().getProcessor(i).getPixels())
                    .isEqualTo(before.getStack().getProcessor(i).getPixels());
    }

    @Test
    void writesTheSameToAFile() throws IOException {
        ImagePlus noisy = hyperstack();
        ImagePlus memory = denoising(40, BitDepth.SAME).toMemory(noisy);
        Path file = folder.resolve("b.tif");
        denoising(40, BitDepth.SAME).toFile(noisy, file);
        ImagePlus reopened = IJ.openImage(file.toString());
        assertSameButPixels(reopened, noisy);
        assertThat(reopened.getInfoProperty().replaceAll(" +\n", "\n"))
                .isEqualTo(memory.getInfoProperty());
        assertSamePixels(reopened, memory);
        assertThat(folder).isDirectoryContaining("glob:**b.tif");
        assertThat(folder.toFile().list()).containsExactly("b.tif");
    }

    @Test
    void keepsTheColoursOfASingleEightBitPlane() throws IOException {
        ImagePlus noisy = new ImagePlus("red.png", noise(new ByteProcessor(31, 17), 150));
        noisy.setLut(LUT.createLutFromColor(Color.RED));
        noisy.setDisplayRange(20, 130);
        Path file = folder.resolve("red.tif");
        denoising(0, BitDepth.SAME).toFile(noisy, file);
        ImagePlus memory = denoising(0, BitDepth.SAME).toMemory(noisy);
        for (ImagePlus denoised : List.of(memory, IJ.openImage(file.toString()))) {
            assertThat(denoised.getBitDepth()).isEqualTo(8);
            assertThat(denoised.getProcessor().getLut().getRGB(255)).isEqualTo(0xffff0000);
            assertSamePixels(denoised, memory);
        }
        assertThat(memory.getDisplayRangeMin()).isEqualTo(20);
        assertThat(memory.getDisplayRangeMax()).isEqualTo(130);
    }

    @Test
    void countsClippedPixelsAndKeepsATenthOfTheRangeMoreIn32Bit() throws IOException {
        // One bright column in eight: where its block goes on but the box ends, the network goes
        // below 0.
        ByteProcessor pixels = new ByteProcessor(24, 20);
        for (int i = 0; i < 480; i++) pixels.set(i, i % 8 == 0 ? 255 : i % 2);
        ImagePlus noisy = new ImagePlus("stripes", pixels);
        ImagePlus same = denoising(0, BitDepth.SAME).toMemory(noisy);
        ImagePlus full = denoising(0, BitDepth.FLOAT).toMemory(noisy);
        int clipped = 0;
        for (int i = 0; i < 480; i++) {
            float value = full.getProcessor().getf(i);
            assertThat(value).isBetween(-25.5f, 280.5f);
            if (Math.rint(value) < 0 || Math.rint(value) > 255) clipped++;
            assertThat((float) same.getProcessor().get(i))
                    .isCloseTo(Math.max(0, Math.min(255, value)), within(0.501f));
        }
        assertThat(clipped).isPositive();
        assertThat(log.get(1)).startsWith(clipped + " of 480 pixels clipped");
        assertThat(same.getInfoProperty()).contains(clipped + " of 480 pixels clipped");
        // Those below -25.5 only; here all that are below 0 are.
        assertThat(full.getInfoProperty()).contains("Outcome: " + clipped + " of 480");
    }

    @Test
    void showsTheValuesThatTheUserSeesOfASigned16BitImageIn32Bit() throws IOException {
        ImagePlus noisy = new ImagePlus("signed", noise(new ShortProcessor(15, 11), 900));
        noisy.getProcessor().add(32000);
        noisy.getLocalCalibration().setSigned16BitCalibration();
        ImagePlus same = denoising(0, BitDepth.SAME).toMemory(noisy);
        ImagePlus full = denoising(0, BitDepth.FLOAT).toMemory(noisy);
        assertThat(same.getCalibration().isSigned16Bit()).isTrue();
        assertThat(full.getCalibration().calibrated()).isFalse();
        for (int i = 0; i < 165; i++)
            assertThat(full.getProcessor().getf(i))
                    .isCloseTo(same.getProcessor().get(i) - 32768f, within(0.501f));
    }

    @Test
    void takesMoreChannelsThanImageJShowsAtOnce() throws IOException {
        ImageStack stack = new ImageStack(6, 5);
        for (int c = 0; c < 11; c++) stack.addSlice(noise(new ByteProcessor(6, 5), 50 + c));
        ImagePlus plain = new ImagePlus("many", stack);
        plain.setDimensions(11, 1, 1);
        CompositeImage noisy = new CompositeImage(plain, IJ.COLOR);
        ImagePlus denoised = denoising(0, BitDepth.SAME).toMemory(noisy);
        assertThat(((CompositeImage) denoised).getMode()).isEqualTo(noisy.getMode());
        assertThat(denoised.getLuts()[10].getRGB(255)).isEqualTo(noisy.getLuts()[10].getRGB(255));
        Path file = folder.resolve("many.tif");
        denoising(0, BitDepth.SAME).toFile(noisy, file);
        assertSamePixels(IJ.openImage(file.toString()), denoised);
    }

    @Test
    void keepsTheIntervalOfAScriptsImage() throws IOException {
        Img<UnsignedShortType> img = ArrayImgs.unsignedShorts(13, 9, 2, 3);
        Random random = new Random(4);
        for (UnsignedShortType pixel : img) pixel.set(100 + random.nextInt(1000));
        long[] offset = {-5, 7, 0, 11};
        Img<FloatType> denoised = denoising(0, BitDepth.SAME).toImg(Views.translate(img, offset));
        assertThat(Intervals.equals(denoised, Views.translate(img, offset))).isTrue();
        ImageStack stack = new ImageStack(13, 9);
        for (int plane = 0; plane < 6; plane++) {
            FloatProcessor pixels = new FloatProcessor(13, 9);
            for (int i = 0; i < 117; i++)
                pixels.setf(i, img.getAt(i % 13, i / 13, plane % 2, plane / 2).get());
            stack.addSlice(pixels);
        }
        ImagePlus same = denoising(0, BitDepth.SAME).toMemory(new ImagePlus("", stack));
        for (int plane = 0; plane < 6; plane++)
            for (int i = 0; i < 117; i++)
                assertThat(denoised.getAt(i % 13 - 5, i / 13 + 7, plane % 2, 11 + plane / 2).get())
                        .isCloseTo(same.getStack().getProcessor(plane + 1).getf(i), within(1e-3f));
    }

    @Test
    void leavesNothingBehindWhenItIsCancelled() {
        Path file = folder.resolve("c.tif");
        Progress impatient =
                new Progress() {
                    @Override
                    public boolean cancelled() {
                        return engine.runs > 5;
                    }
                };
        Restoring denoising =
                new Restoring(engine.loaded(), settings(40, BitDepth.SAME), impatient);
        assertThatThrownBy(() -> denoising.toFile(hyperstack(), file))
                .isInstanceOf(CancellationException.class);
        assertThat(engine.runs).isEqualTo(6);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void neverOverwrites() throws IOException {
        Path file = Files.writeString(folder.resolve("d.tif"), "mine");
        assertThatThrownBy(() -> denoising(0, BitDepth.SAME).toFile(hyperstack(), file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("d.tif: it exists already");
        assertThat(file).hasContent("mine");
        assertThat(engine.runs).isZero();
        assertThatThrownBy(
                        () ->
                                denoising(0, BitDepth.SAME)
                                        .toFile(hyperstack(), folder.resolve("no/e.tif")))
                .hasMessageContaining("does not exist");
    }

    private static ImagePlus hyperstack() {
        ImageStack stack = new ImageStack(37, 21);
        for (int i = 0; i < 4; i++)
            stack.addSlice("plane " + i, noise(new ShortProcessor(37, 21), 200 + 3000 * (i % 2)));
        ImagePlus plain = new ImagePlus("cells.tif", stack);
        plain.setDimensions(2, 1, 2);
        plain.setOpenAsHyperStack(true);
        plain.getCalibration().setUnit("micron");
        plain.getCalibration().pixelWidth = 0.25;
        plain.getCalibration().pixelHeight = 0.5;
        plain.getCalibration().pixelDepth = 2;
        plain.getCalibration().frameInterval = 1.5;
        CompositeImage image = new CompositeImage(plain, IJ.COMPOSITE);
        LUT[] luts = {LUT.createLutFromColor(Color.MAGENTA), LUT.createLutFromColor(Color.ORANGE)};
        luts[0].min = 5;
        luts[0].max = 180;
        luts[1].min = 10;
        luts[1].max = 2900;
        image.setLuts(luts);
        image.setOpenAsHyperStack(true);
        image.setProperty("Info", "Made by hand\n");
        image.setProp("Objective", "63x");
        image.setRoi(new Roi(3, 4, 5, 6));
        image.setOverlay(new Overlay(new Roi(1, 2, 3, 4)));
        return image;
    }

    private static void assertSameButPixels(ImagePlus actual, ImagePlus expected) {
        assertThat(actual.getDimensions()).isEqualTo(expected.getDimensions());
        assertThat(actual.isHyperStack() || actual.getOpenAsHyperStack()).isTrue();
        assertThat(actual.getBitDepth()).isEqualTo(16);
        assertThat(actual.getCalibration().pixelWidth).isEqualTo(0.25);
        assertThat(actual.getCalibration().pixelHeight).isEqualTo(0.5);
        assertThat(actual.getCalibration().pixelDepth).isEqualTo(2);
        assertThat(actual.getCalibration().frameInterval).isEqualTo(1.5);
        assertThat(actual.getCalibration().getUnits())
                .isEqualTo(expected.getCalibration().getUnits());
        assertThat(((CompositeImage) actual).getMode()).isEqualTo(IJ.COMPOSITE);
        for (int c = 0; c < 2; c++) {
            LUT lut = actual.getLuts()[c];
            assertThat(lut.getRGB(255)).isEqualTo(expected.getLuts()[c].getRGB(255));
            assertThat(lut.min).isEqualTo(expected.getLuts()[c].min);
            assertThat(lut.max).isEqualTo(expected.getLuts()[c].max);
        }
        for (int i = 1; i <= 4; i++)
            assertThat(actual.getStack().getSliceLabel(i)).isEqualTo("plane " + (i - 1));
        assertThat(actual.getProp("Objective")).isEqualTo("63x");
        assertThat(actual.getRoi().getBounds()).isEqualTo(expected.getRoi().getBounds());
        assertThat(actual.getOverlay().get(0).getBounds())
                .isEqualTo(expected.getOverlay().get(0).getBounds());
    }

    private static void assertSamePixels(ImagePlus actual, ImagePlus expected) {
        for (int i = 1; i <= expected.getStackSize(); i++)
            assertThat(actual.getStack().getProcessor(i).getPixels())
                    .isEqualTo(expected.getStack().getProcessor(i).getPixels());
    }

    private static <T extends ImageProcessor> T noise(T pixels, int level) {
        Random random = new Random(level);
        for (int i = 0; i < pixels.getPixelCount(); i++) pixels.set(i, random.nextInt(level + 2));
        return pixels;
    }

    private static RestoreSettings settings(int tile, BitDepth depth) {
        return RestoreSettings.denoise(
                "box filter", 0, tile, Precision.AUTO, DeviceChoice.AUTO, depth);
    }

    private Restoring denoising(int tile, BitDepth depth) {
        Progress progress =
                new Progress() {
                    @Override
                    public void log(String line) {
                        log.add(line);
                    }
                };
        return new Restoring(engine.loaded(), settings(tile, depth), progress);
    }
}

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
import java.awt.Rectangle;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.util.Intervals;
import net.imglib2.view.Views;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mulligan.engine.DeviceChoice;
import org.mulligan.engine.Precision;
import org.mulligan.engine.Progress;
import org.mulligan.predict.BoxEngine;
import org.mulligan.service.report.Purpose;
import org.mulligan.service.restore.RestoreSettings.BitDepth;

/** Results of more pixels than their image. */
class EnlargingTest {
    @TempDir private Path folder;

    private static Restoring restoring(int scale, int tile, BitDepth depth) {
        RestoreSettings settings =
                new RestoreSettings(
                        Purpose.SUPER_RESOLVE,
                        "box filter",
                        0,
                        tile,
                        Precision.AUTO,
                        DeviceChoice.AUTO,
                        depth,
                        MaskChoice.NONE);
        return new Restoring(new BoxEngine(2, 4096, scale).loaded(), settings, Progress.SILENT);
    }

    private static <T extends ImageProcessor> T noise(T pixels, int level) {
        Random random = new Random(level);
        for (int i = 0; i < pixels.getPixelCount(); i++) pixels.set(i, random.nextInt(level + 2));
        return pixels;
    }

    private static ImagePlus hyperstack() {
        ImageStack stack = new ImageStack(37, 21);
        for (int i = 0; i < 12; i++)
            stack.addSlice("plane " + i, noise(new ShortProcessor(37, 21), 200 + 3000 * (i % 2)));
        ImagePlus plain = new ImagePlus("cells.tif", stack);
        plain.setDimensions(2, 3, 2);
        plain.getCalibration().setUnit("micron");
        plain.getCalibration().pixelWidth = 0.3;
        plain.getCalibration().pixelHeight = 0.6;
        plain.getCalibration().pixelDepth = 2;
        plain.getCalibration().frameInterval = 1.5;
        plain.getCalibration().xOrigin = 5;
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

    @ParameterizedTest(name = "x{0}")
    @ValueSource(ints = {2, 3, 4})
    void carriesEverythingOfAHyperstackToTheFinerPixels(int scale) throws IOException {
        ImagePlus low = hyperstack();
        ImagePlus memory = restoring(scale, 28, BitDepth.SAME).toMemory(low);
        Path file = folder.resolve("b.tif");
        restoring(scale, 28, BitDepth.SAME).toFile(low, file);
        assertThat(memory.getTitle()).isEqualTo("cells-super-resolved");
        for (ImagePlus high : List.of(memory, IJ.openImage(file.toString()))) {
            assertThat(high.getDimensions()).containsExactly(scale * 37, scale * 21, 2, 3, 2);
            assertThat(high.isHyperStack() || high.getOpenAsHyperStack()).isTrue();
            assertThat(high.getBitDepth()).isEqualTo(16);
            assertThat(high.getCalibration().pixelWidth).isEqualTo(0.3 / scale, within(1e-7));
            assertThat(high.getCalibration().pixelHeight).isEqualTo(0.6 / scale, within(1e-7));
            assertThat(high.getCalibration().pixelDepth).isEqualTo(2);
            assertThat(high.getCalibration().frameInterval).isEqualTo(1.5);
            assertThat(high.getCalibration().xOrigin).isEqualTo(5.0 * scale);
            assertThat(high.getCalibration().getUnits()).isEqualTo("microns");
            assertThat(((CompositeImage) high).getMode()).isEqualTo(IJ.COMPOSITE);
            for (int c = 0; c < 2; c++) {
                assertThat(high.getLuts()[c].getRGB(255)).isEqualTo(low.getLuts()[c].getRGB(255));
                assertThat(high.getLuts()[c].max).isEqualTo(low.getLuts()[c].max);
            }
            for (int i = 1; i <= 12; i++) {
                assertThat(high.getStack().getSliceLabel(i)).isEqualTo("plane " + (i - 1));
                assertThat(high.getStack().getProcessor(i).getPixels())
                        .isEqualTo(memory.getStack().getProcessor(i).getPixels());
            }
            assertThat(high.getProp("Objective")).isEqualTo("63x");
            assertThat(high.getRoi().getBounds())
                    .isEqualTo(new Rectangle(3 * scale, 4 * scale, 5 * scale, 6 * scale));
            assertThat(high.getOverlay().get(0).getBounds())
                    .isEqualTo(new Rectangle(scale, 2 * scale, 3 * scale, 4 * scale));
            assertThat(high.getInfoProperty())
                    .startsWith("Made by hand\n[Mulligan]\n")
                    .contains("its pixels are estimates, not measurements")
                    .contains("Model: box filter (super-resolve)")
                    .containsPattern(
                            "Outcome: \\d+ of %d pixels clipped"
                                    .formatted(12 * 37 * 21 * scale * scale));
        }
    }

    @Test
    void eachSubPixelIsThatOfItsPixelInEveryDepth() throws IOException {
        FloatProcessor ramp = new FloatProcessor(24, 20);
        for (int i = 0; i < 480; i++) ramp.setf(i, 10 + 8 * (i % 24));
        for (ImageProcessor pixels :
                new ImageProcessor[] {
                    ramp, ramp.convertToShort(false), ramp.convertToByte(false)
                }) {
            ImagePlus high =
                    restoring(2, 0, BitDepth.FLOAT).toMemory(new ImagePlus("ramp", pixels));
            // Pixel 9 is half a pixel left of the centre of its block.
            for (int sub = 0; sub < 4; sub++)
                assertThat(high.getProcessor().getf(2 * 9 + sub % 2, 2 * 10 + sub / 2))
                        .isCloseTo(
                                (float) (10 + 8 * (9 - 0.5 * 0.5 * (sub + 1) / 4)), within(1e-3f));
        }
    }

    @Test
    void keepsAnImageOfOnePixel() throws IOException {
        ByteProcessor two = new ByteProcessor(2, 1);
        two.set(1, 0, 9);
        ImagePlus high = restoring(3, 0, BitDepth.SAME).toMemory(new ImagePlus("two", two));
        assertThat(high.getDimensions()).containsExactly(6, 3, 1, 1, 1);
        assertThat(high.getBitDepth()).isEqualTo(8);
    }

    @ParameterizedTest(name = "x{0}")
    @CsvSource({"2", "3"})
    void enlargesTheIntervalOfAScriptsImage(int scale) throws IOException {
        Img<UnsignedShortType> img = ArrayImgs.unsignedShorts(13, 9, 2, 3);
        Random random = new Random(4);
        for (UnsignedShortType pixel : img) pixel.set(100 + random.nextInt(1000));
        long[] offset = {-5, 7, 0, 11};
        Img<FloatType> high =
                restoring(scale, 0, BitDepth.SAME).toImg(Views.translate(img, offset));
        assertThat(
                        Intervals.equals(
                                high,
                                Intervals.createMinSize(
                                        -5L * scale,
                                        7L * scale,
                                        0,
                                        11,
                                        13L * scale,
                                        9L * scale,
                                        2,
                                        3)))
                .isTrue();
        ImageStack stack = new ImageStack(13, 9);
        for (int plane = 0; plane < 6; plane++) {
            FloatProcessor pixels = new FloatProcessor(13, 9);
            for (int i = 0; i < 117; i++)
                pixels.setf(i, img.getAt(i % 13, i / 13, plane % 2, plane / 2).get());
            stack.addSlice(pixels);
        }
        ImagePlus same = restoring(scale, 0, BitDepth.SAME).toMemory(new ImagePlus("", stack));
        int wide = 13 * scale;
        for (int plane = 0; plane < 6; plane++)
            for (int i = 0; i < wide * 9 * scale; i++)
                assertThat(
                                high.getAt(
                                                i % wide - 5 * scale,
                                                i / wide + 7 * scale,
                                                plane % 2,
                                                11 + plane / 2)
                                        .get())
                        .isCloseTo(same.getStack().getProcessor(plane + 1).getf(i), within(1e-3f));
    }

    @Test
    void refusesAMask() {
        RestoreSettings settings =
                new RestoreSettings(
                        Purpose.SUPER_RESOLVE,
                        "box filter",
                        0,
                        0,
                        Precision.AUTO,
                        DeviceChoice.AUTO,
                        BitDepth.SAME,
                        new MaskChoice("saturated", java.util.Optional.empty()));
        assertThatThrownBy(
                        () ->
                                new Restoring(
                                                new BoxEngine(2, 4096, 2).loaded(),
                                                settings,
                                                Progress.SILENT)
                                        .toMemory(hyperstack()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "mask=saturated is for models that fill in missing pixels, and \"box filter\" does not (its task is super-resolve); leave mask out");
    }
}

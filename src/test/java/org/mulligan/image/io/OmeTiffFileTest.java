package org.mulligan.image.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ij.CompositeImage;
import ij.ImagePlus;
import ij.ImageStack;
import ij.measure.Calibration;
import ij.process.ImageProcessor;
import ij.process.LUT;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mulligan.image.plane.ColourPixels;
import org.mulligan.image.plane.Pixels;
import org.mulligan.image.tiff.PythonTiff;
import org.mulligan.image.tiff.TiffDirectory;

class OmeTiffFileTest {
    @TempDir Path folder;

    @ParameterizedTest(name = "{0}-bit, {1} x {2} px, signed {3}")
    @CsvSource({
        "8, 37, 21, false",
        "16, 600, 530, false",
        "16, 37, 21, true",
        "32, 513, 512, false",
        "24, 520, 30, false"
    })
    void readsThePixelsThatItWrites(int bits, int width, int height, boolean signed)
            throws IOException {
        ImagePlus image = image(bits, width, height, 2, 3, 2);
        if (signed) image.getLocalCalibration().setSigned16BitCalibration();
        ImagePlus read = ImageFiles.open(write(image, "a.ome.tif"));
        assertThat(TiffDirectory.isBig(folder.resolve("a.ome.tif"))).isTrue();
        assertThat(read.getDimensions()).isEqualTo(image.getDimensions());
        assertThat(read.getBitDepth()).isEqualTo(bits);
        assertThat(read.getCalibration().isSigned16Bit()).isEqualTo(signed);
        for (int i = 1; i <= image.getStackSize(); i++)
            assertThat(read.getStack().getPixels(i)).isEqualTo(image.getStack().getPixels(i));
    }

    @Test
    void keepsUnitsNamesColoursAndInfo() throws IOException {
        ImagePlus image = image(16, 20, 10, 2, 3, 2);
        Calibration calibration = image.getCalibration();
        calibration.pixelWidth = 0.1;
        calibration.pixelHeight = 0.2;
        calibration.pixelDepth = 0.5;
        calibration.setUnit("micron");
        calibration.frameInterval = 3;
        calibration.setTimeUnit("sec");
        for (int i = 1; i <= 12; i++)
            image.getStack().setSliceLabel(i % 2 == 1 ? "DAPI & <1>" : "\u03b1-tubulin", i);
        CompositeImage composite = (CompositeImage) image;
        composite.setChannelLut(LUT.createLutFromColor(Color.CYAN), 1);
        composite.setChannelLut(LUT.createLutFromColor(new Color(255, 128, 0)), 2);
        image.setProperty("Info", "two lines\nof \u00b5m & <tags> \"quoted\" \0\nPENDING...");
        Path file = folder.resolve("a.ome.tiff");
        TiffFile.write(
                TiffFile.blank(image, 16),
                plane -> Pixels.of(image.getStack().getProcessor(plane + 1)),
                new TiffFile.LateText("PENDING...", () -> "finished, and longer than before"),
                file);
        ImagePlus read = ImageFiles.open(file);
        assertThat(read.getCalibration().pixelWidth).isEqualTo(0.1);
        assertThat(read.getCalibration().pixelHeight).isEqualTo(0.2);
        assertThat(read.getCalibration().pixelDepth).isEqualTo(0.5);
        assertThat(read.getCalibration().getUnit()).isEqualTo("\u00b5m");
        assertThat(read.getCalibration().frameInterval).isEqualTo(3);
        assertThat(read.getStack().getSliceLabel(3)).isEqualTo("DAPI & <1>");
        assertThat(read.getStack().getSliceLabel(4)).isEqualTo("\u03b1-tubulin");
        assertThat(((CompositeImage) read).getChannelLut(1).getRGB(255)).isEqualTo(0xff00ffff);
        assertThat(((CompositeImage) read).getChannelLut(2).getRGB(255)).isEqualTo(0xffff8000);
        String info =
                "two lines\nof \u00b5m & <tags> \"quoted\" ?\nfinished, and longer than before";
        assertThat(read.getInfoProperty()).isEqualTo(info);
        assertThat(ImageFiles.info(file)).contains(info);
        // Written once more it says the same, and does not grow.
        Path again = write(read, "again.ome.tif");
        assertThat(Files.size(again)).isLessThan(Files.size(file) + 100);
        assertThat(ImageFiles.open(again).getInfoProperty()).isEqualTo(info);
    }

    @Test
    void keepsLabelsThatAreNotThoseOfChannels() throws IOException {
        ImagePlus image = image(8, 20, 10, 1, 3, 1);
        image.getStack().setSliceLabel("z 7 um", 1);
        image.getStack().setSliceLabel("z 9 um", 3);
        ImagePlus read = ImageFiles.open(write(image, "a.ome.tif"));
        assertThat(read.getStack().getSliceLabels()).startsWith("z 7 um", null, "z 9 um");
    }

    @Test
    void aLargePlaneHasSmallerCopies() throws IOException {
        ImagePlus image = image(16, 4097, 5, 1, 2, 1);
        Path file = write(image, "a.ome.tif");
        ImagePlus read = ImageFiles.open(file);
        assertThat(read.getStack().getPixels(2)).isEqualTo(image.getStack().getPixels(2));
        assertThat(ImageFiles.notes(read))
                .anySatisfy(note -> assertThat(note).contains("4097 x 5 px; its smaller copies"));
    }

    @Test
    void saysWhatAFileWillNotKeepAndWhoWillNotReadIt() {
        ImagePlus image = TiffFile.blank(30_000, 30_000, 3, 16);
        assertThat(TiffFile.warning(image, folder.resolve("a.ome.tif"))).isEmpty();
        assertThat(TiffFile.warning(image, folder.resolve("a.tif")).orElseThrow())
                .contains("a.tif will have 5.4 GB");
        ImagePlus small = TiffFile.blank(30, 30, 3, 16);
        small.setRoi(1, 2, 3, 4);
        assertThat(TiffFile.warning(small, folder.resolve("a.tif"))).isEmpty();
        assertThat(TiffFile.warning(small, folder.resolve("a.ome.tif")).orElseThrow())
                .contains("selection and overlay");
    }

    @Test
    void leavesNothingWhereAPlaneFails() {
        Path file = folder.resolve("a.ome.tif");
        assertThatThrownBy(
                        () ->
                                TiffFile.write(
                                        TiffFile.blank(30, 20, 3, 8),
                                        plane -> {
                                            if (plane == 1) throw new IOException("it is cut");
                                            return Pixels.blank(8, 30, 20);
                                        },
                                        new TiffFile.LateText("-", () -> ""),
                                        file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("it is cut");
        assertThat(folder.toFile().list()).isEmpty();
    }

    /** Files of several kinds at once, as Python takes long to start. */
    @Test
    void tifffileReadsTheSame() throws IOException, InterruptedException {
        ImagePlus five = image(16, 70, 50, 2, 3, 4);
        five.getCalibration().pixelWidth = 0.25;
        five.getCalibration().pixelHeight = 0.25;
        five.getCalibration().setUnit("um");
        for (int i = 1; i <= 24; i++) five.getStack().setSliceLabel(i % 2 == 1 ? "A" : "B", i);
        ImagePlus real = image(32, 4100, 700, 1, 1, 1);
        ImagePlus rgb = image(24, 70, 50, 1, 1, 3);
        ImagePlus imageJ = image(16, 70, 50, 2, 3, 4);
        List<String> lines =
                PythonTiff.run(
                        "tiff_read.py",
                        folder,
                        write(five, "five.ome.tif"),
                        write(real, "real.ome.tif"),
                        write(rgb, "rgb.ome.tif"),
                        write(imageJ, "five.tif"));
        assertThat(lines)
                .satisfiesExactly(
                        line ->
                                assertThat(line)
                                        .endsWith(
                                                "five.ome.tif\tTZCYX\t4x3x2x50x70\tuint16\tTrue\t64x80\t4x3x2x50x70\t0.25\tA,B"),
                        line ->
                                assertThat(line)
                                        .endsWith(
                                                "real.ome.tif\tYX\t700x4100\tfloat32\tTrue\t512x512\t700x4100,350x2050,175x1025,88x513\t-\t-"),
                        line ->
                                assertThat(line)
                                        .endsWith(
                                                "rgb.ome.tif\tTYXS\t3x50x70x3\tuint8\tTrue\t64x80\t3x50x70x3\t-\t-"),
                        line ->
                                assertThat(line)
                                        .endsWith(
                                                "five.tif\tTZCYX\t4x3x2x50x70\tuint16\tFalse\t-\t4x3x2x50x70\t-\t-"));
        requireSame(five, PythonTiff.values(folder.resolve("five.ome.tif.bin")));
        requireSame(real, PythonTiff.values(folder.resolve("real.ome.tif.bin")));
        requireSame(imageJ, PythonTiff.values(folder.resolve("five.tif.bin")));
        double[] colours = PythonTiff.values(folder.resolve("rgb.ome.tif.bin"));
        int last = rgb.getStack().getProcessor(3).get(69, 49);
        for (int c = 0; c < 3; c++)
            assertThat(colours[colours.length - 3 + c]).isEqualTo(last >> 16 - 8 * c & 255);
    }

    private static void requireSame(ImagePlus image, double[] values) {
        int size = image.getWidth() * image.getHeight();
        assertThat(values).hasSize(size * image.getStackSize());
        for (int i = 0; i < values.length; i++)
            assertThat(values[i])
                    .isEqualTo(image.getStack().getProcessor(i / size + 1).getf(i % size));
    }

    private Path write(ImagePlus image, String name) throws IOException {
        Path file = folder.resolve(name);
        TiffFile.write(
                TiffFile.blank(image, image.getBitDepth()),
                plane -> {
                    ImageProcessor pixels = image.getStack().getProcessor(plane + 1);
                    return pixels.getPixels() instanceof int[] colours
                            ? new ColourPixels(colours, image.getWidth(), image.getHeight(), 0)
                            : Pixels.of(pixels);
                },
                new TiffFile.LateText("(never there)", () -> ""),
                file);
        return file;
    }

    /** Each pixel and each plane another. */
    private static ImagePlus image(int bits, int width, int height, int c, int z, int t) {
        ImageStack stack = new ImageStack(width, height);
        int size = width * height;
        for (int plane = 0; plane < c * z * t; plane++) {
            Object array = bits == 24 ? new int[size] : Pixels.blank(bits, width, height).array();
            ImageProcessor pixels = Pixels.processor(array, width, height);
            for (int i = 0; i < size; i++) {
                int value = 7 * i + 1013 * plane;
                if (bits == 24) pixels.set(i, value * 8191 | 0xff000000);
                else if (bits == 32) pixels.setf(i, value / 3f - 500);
                else pixels.set(i, bits == 8 ? value & 255 : value & 65535);
            }
            stack.addSlice(null, pixels);
        }
        ImagePlus image = new ImagePlus("five", stack);
        image.setDimensions(c, z, t);
        return c > 1 && bits != 24 ? new CompositeImage(image, CompositeImage.COMPOSITE) : image;
    }
}

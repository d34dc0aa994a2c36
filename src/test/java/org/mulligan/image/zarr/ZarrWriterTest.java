package org.mulligan.image.zarr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ij.CompositeImage;
import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.process.LUT;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mulligan.engine.Progress;
import org.mulligan.image.io.ImageFiles;
import org.mulligan.image.io.ImageResult;
import org.mulligan.image.io.TiffFile;
import org.mulligan.image.plane.Pixels;
import org.mulligan.service.convert.Converting;

class ZarrWriterTest {
    @TempDir private Path folder;

    /** Pixels as {@link PythonArrays#value} has them in the order TCZYX. */
    private static ImagePlus image(
            int depth,
            boolean signed,
            int width,
            int height,
            int channels,
            int slices,
            int frames) {
        PixelType type = ImageJPixels.type(depth, signed);
        ImageStack stack = new ImageStack(width, height);
        for (int t = 0; t < frames; t++)
            for (int z = 0; z < slices; z++)
                for (int c = 0; c < channels; c++) {
                    Pixels plane = Pixels.blank(depth, width, height);
                    long first = ((long) (t * channels + c) * slices + z) * width * height;
                    float[] row = new float[width];
                    for (int y = 0; y < height; y++) {
                        for (int x = 0; x < width; x++)
                            row[x] =
                                    (float) PythonArrays.value(type, first + (long) y * width + x)
                                            + (signed ? 32768 : 0);
                        plane.set(0, y, width, row);
                    }
                    stack.addSlice("channel " + "abcd".charAt(c), plane.array());
                }
        ImagePlus image = new ImagePlus("test", stack);
        image.setDimensions(channels, slices, frames);
        image.setOpenAsHyperStack(true);
        if (stack.getSize() == 1) image.setProperty("Label", "channel a");
        if (signed) image.getLocalCalibration().setSigned16BitCalibration();
        image.getCalibration().pixelWidth = 0.25;
        image.getCalibration().pixelHeight = 0.5;
        image.getCalibration().pixelDepth = 1.5;
        image.getCalibration().setUnit("um");
        image.getCalibration().xOrigin = 8;
        image.getCalibration().frameInterval = 4;
        image.getCalibration().setTimeUnit("min");
        image.setProperty("Info", "of a \"test\"\nwith\tlines, µ and \ud83d\ude00\n");
        if (channels == 1) {
            image.setDisplayRange(12 + (signed ? 32768 : 0), 34 + (signed ? 32768 : 0));
            return image;
        }
        CompositeImage composite = new CompositeImage(image, CompositeImage.COMPOSITE);
        Color[] colours = {Color.MAGENTA, Color.YELLOW, Color.CYAN, Color.RED};
        for (int c = 0; c < channels; c++) {
            LUT lut = LUT.createLutFromColor(colours[c]);
            lut.min = c + (signed ? 32768 : 0);
            lut.max = 50 + c + (signed ? 32768 : 0);
            composite.setChannelLut(lut, c + 1);
        }
        return composite;
    }

    private static void convert(ImagePlus image, Path target, ZarrFormat format)
            throws IOException {
        new Converting(image, Progress.SILENT).to(target, format);
    }

    @ParameterizedTest(name = "{0} bit, signed {1}, {2} x {3} x {4} x {5} x {6} as {7}/{8}/{9}")
    @CsvSource({
        "8, false, 33, 21, 1, 1, 1, 0.5, 0, 0",
        "16, false, 300, 517, 2, 1, 3, 0.5, 128, 256",
        "16, true, 257, 100, 3, 2, 1, 0.4, 64, 0",
        "32, false, 700, 300, 1, 2, 2, 0.5, 96, 0",
        "32, false, 90, 91, 4, 1, 1, 0.4, 0, 0",
        "16, false, 1030, 40, 1, 3, 1, 0.5, 16, 32"
    })
    void whatIsWrittenIsRead(
            int depth,
            boolean signed,
            int width,
            int height,
            int channels,
            int slices,
            int frames,
            String version,
            int chunk,
            int shard)
            throws IOException, InterruptedException {
        ImagePlus image = image(depth, signed, width, height, channels, slices, frames);
        Path target = folder.resolve("a.ome.zarr");
        convert(image, target, new ZarrFormat(version, chunk, shard));
        ImagePlus read = ImageFiles.open(target);
        assertThat(read.getDimensions()).isEqualTo(image.getDimensions());
        assertThat(read.getBitDepth()).isEqualTo(depth);
        for (int i = 1; i <= image.getStackSize(); i++) {
            assertThat(read.getStack().getPixels(i)).isEqualTo(image.getStack().getPixels(i));
            assertThat(read.getStack().getSliceLabel(i))
                    .isEqualTo(image.getStack().getSliceLabel(i));
        }
        assertThat(read.getInfoProperty()).isEqualTo(image.getInfoProperty());
        assertThat(read.getCalibration().isSigned16Bit()).isEqualTo(signed);
        assertThat(read.getCalibration().pixelWidth).isEqualTo(0.25);
        assertThat(read.getCalibration().pixelHeight).isEqualTo(0.5);
        assertThat(read.getCalibration().pixelDepth).isEqualTo(1.5);
        assertThat(read.getCalibration().getXUnit()).isEqualTo("µm");
        assertThat(read.getCalibration().xOrigin).isEqualTo(8);
        assertThat(read.getCalibration().frameInterval).isEqualTo(240);
        assertThat(read.getDisplayRangeMin()).isEqualTo(image.getDisplayRangeMin());
        if (channels > 1)
            for (int c = 1; c <= channels; c++) {
                LUT was = ((CompositeImage) image).getChannelLut(c);
                LUT is = ((CompositeImage) read).getChannelLut(c);
                assertThat(is.getRGB(255)).isEqualTo(was.getRGB(255));
                assertThat(is.max).isEqualTo(was.max);
            }
        checkLevels(target, width, height);
        Optional<String> python = PythonArrays.python();
        assumeTrue(python.isPresent(), PythonArrays.MISSING);
        assertThat(PythonArrays.run(python.get(), folder, "check", target.toString()))
                .singleElement()
                .asString()
                .contains("\"version\": \"" + version + "\"")
                .contains("\"axes\": \"tczyx\"")
                .contains("[\"minute\", null, \"micrometer\", \"micrometer\", \"micrometer\"]")
                .contains("\"scale\": [4.0, 1.0, 1.5, 0.5, 0.25]")
                .contains("[\"channel a\", ");
    }

    /** Each pixel of a level lies where its mean is. */
    private static void checkLevels(Path target, int width, int height) throws IOException {
        int levels = 1;
        for (int side = Math.max(width, height); side > 256; side = (side + 1) / 2) levels++;
        assertThat(target.resolve("" + (levels - 1))).exists();
        assertThat(target.resolve("" + levels)).doesNotExist();
        for (int level = 1; level < levels; level++) {
            ImagePlus small = ImageFiles.open(target.resolve("" + level));
            double factor = Math.pow(2, level);
            assertThat(small.getCalibration().pixelWidth).isEqualTo(0.25 * factor);
            // -2 um is the first pixel of the whole image.
            assertThat(small.getCalibration().getX(0))
                    .isCloseTo(-2 + 0.25 * (factor - 1) / 2, within(1e-9));
        }
    }

    @Test
    void coloursBecomeChannels() throws IOException {
        ImagePlus image = IJ.createImage("rgb", "RGB", 20, 10, 2);
        image.getStack().getProcessor(1).set(3, 4, 0x123456);
        image.getStack().getProcessor(2).set(5, 6, 0xabcdef);
        Path target = folder.resolve("rgb.ome.zarr");
        convert(image, target, ZarrFormat.USUAL);
        ImagePlus read = ImageFiles.open(target);
        assertThat(read.getDimensions()).containsExactly(20, 10, 3, 2, 1);
        assertThat(read.getStack().getProcessor(1).get(3, 4)).isEqualTo(0x12);
        assertThat(read.getStack().getProcessor(3).get(3, 4)).isEqualTo(0x56);
        assertThat(read.getStack().getProcessor(5).get(5, 6)).isEqualTo(0xcd);
        assertThat(read.getStack().getSliceLabel(2)).isEqualTo("green");
        assertThat(((CompositeImage) read).getChannelLut(3).getRGB(255))
                .isEqualTo(Color.BLUE.getRGB());
    }

    /** Planes of more than 64 chunks go into shards: few files. */
    @Test
    void largePlanesAreSharded() throws IOException {
        ImagePlus image = image(8, false, 16 * 20, 16 * 9, 1, 1, 1);
        Path target = folder.resolve("many.zarr");
        convert(image, target, new ZarrFormat("0.5", 16, 0));
        try (Stream<Path> files = Files.walk(target.resolve("0/c"))) {
            assertThat(files.filter(Files::isRegularFile)).hasSize(3 * 2);
        }
        assertThat(ImageFiles.open(target).getProcessor().getPixels())
                .isEqualTo(image.getProcessor().getPixels());
    }

    @Test
    void comesThroughATiffAndBack() throws IOException {
        ImagePlus image = image(16, false, 40, 30, 2, 3, 2);
        Path first = folder.resolve("a.ome.zarr");
        Path tiff = folder.resolve("b.tif");
        Path last = folder.resolve("c.zarr");
        convert(image, first, ZarrFormat.USUAL);
        convert(ImageFiles.open(first), tiff, ZarrFormat.USUAL);
        convert(ImageFiles.open(tiff), last, new ZarrFormat("0.4", 32, 0));
        ImagePlus read = ImageFiles.open(last);
        for (int i = 1; i <= image.getStackSize(); i++)
            assertThat(read.getStack().getPixels(i)).isEqualTo(image.getStack().getPixels(i));
        assertThat(read.getInfoProperty()).contains("of a \"test\"");
        assertThat(read.getStack().getSliceLabel(2)).isEqualTo("channel b");
        assertThat(read.getCalibration().pixelDepth).isEqualTo(1.5);
        assertThat(((CompositeImage) read).getChannelLut(1).getRGB(255))
                .isEqualTo(Color.MAGENTA.getRGB());
    }

    @Test
    void whatIsNotANumberIsLeftOutOfMeans() {
        float none = Float.NaN;
        Pixels half =
                Halved.of(Pixels.of(new float[] {1, none, none, 3, none, none, 7, 8, 9}, 3, 3));
        assertThat((float[]) half.array()).containsExactly(2, none, 7.5f, 9);
    }

    @Test
    void leavesNothingWhereItFails() throws IOException {
        ImagePlus image = image(8, false, 30, 20, 1, 3, 1);
        Path target = folder.resolve("a.ome.zarr");
        ImagePlus blank = TiffFile.blank(image, 8);
        assertThatThrownBy(
                        () ->
                                ImageResult.write(
                                        blank,
                                        plane -> {
                                            if (plane == 2) throw new IOException("plane 2");
                                            return Pixels.blank(8, 30, 20);
                                        },
                                        new TiffFile.LateText("-", () -> ""),
                                        target))
                .hasMessage("plane 2");
        assertThat(PythonArrays.in(folder)).isEmpty();
        convert(image, target, ZarrFormat.USUAL);
        assertThatThrownBy(() -> convert(image, target, ZarrFormat.USUAL))
                .hasMessageContaining("it exists already and is not overwritten");
        assertThatThrownBy(() -> convert(image, folder.resolve("a.png"), ZarrFormat.USUAL))
                .hasMessageContaining("must end in .tif or .ome.zarr");
    }

    @ParameterizedTest
    @CsvSource({
        "0.3, 0, 0, 0.4 or 0.5",
        "0.5, 5, 0, 16 to 16384",
        "0.4, 64, 128, in format 0.5 only",
        "0.5, 64, 100, multiple",
        "0.5, 0, 64, multiple"
    })
    void refusesFormatsThatAreNone(String version, int chunk, int shard, String why) {
        assertThatThrownBy(() -> new ZarrFormat(version, chunk, shard)).hasMessageContaining(why);
    }
}

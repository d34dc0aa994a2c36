package org.mulligan.image.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ij.CompositeImage;
import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.process.ImageProcessor;
import ij.process.LUT;
import java.awt.Color;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mulligan.image.plane.FilePixels;
import org.mulligan.image.plane.ImagePlusPlanes;
import org.mulligan.image.plane.Pixels;
import org.mulligan.image.plane.PlanesByPart;

/** Planes that are read and written by part, as those are that are larger than the memory. */
class LargePlanesTest {
    private static final int WIDTH = 1300;
    private static final int HEIGHT = 1101;

    @TempDir private Path folder;

    private static Pixels noise(int bitDepth, int width, int height, int seed) {
        Pixels pixels = Pixels.blank(bitDepth, width, height);
        Random random = new Random(seed);
        float[] row = new float[width];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++)
                row[x] =
                        bitDepth == Float.SIZE
                                ? (float) random.nextGaussian()
                                : random.nextInt(1 << bitDepth);
            pixels.set(0, y, width, row);
        }
        return pixels;
    }

    private static ImagePlus image(int bitDepth, int channels, int frames) {
        ImageStack stack = new ImageStack(WIDTH, HEIGHT);
        for (int i = 0; i < channels * frames; i++)
            stack.addSlice("plane " + i, noise(bitDepth, WIDTH, HEIGHT, i).array());
        ImagePlus image = new ImagePlus("noise", stack);
        image.setDimensions(channels, 1, frames);
        image.setOpenAsHyperStack(channels * frames > 1);
        image.getCalibration().pixelWidth = 0.25;
        image.getCalibration().pixelHeight = 0.25;
        image.getCalibration().setUnit("micron");
        image.setProperty("Info", "Made by hand\n");
        if (channels == 1) return image;
        CompositeImage composite = new CompositeImage(image, CompositeImage.COMPOSITE);
        LUT red = LUT.createLutFromColor(Color.RED);
        red.min = 3;
        red.max = 77;
        composite.setChannelLut(red, 1);
        return composite;
    }

    private static ImagePlus withoutPixels(ImagePlus image) {
        BlankStack stack =
                new BlankStack(
                        PlanesByPart.withoutPixels(image.getBitDepth(), WIDTH, HEIGHT),
                        image.getStackSize());
        return ImageLike.of(image, image.getTitle(), stack);
    }

    /** Planes in files, and so not in memory. */
    private void write(ImagePlus image, Path target) throws IOException {
        ImageResult.write(
                withoutPixels(image),
                plane -> {
                    FilePixels pixels =
                            new FilePixels(
                                    folder.resolve("plane-" + plane),
                                    WIDTH,
                                    HEIGHT,
                                    image.getBitDepth());
                    Pixels from = Pixels.of(image.getStack().getProcessor(plane + 1));
                    float[] row = new float[WIDTH];
                    for (int y = 0; y < HEIGHT; y++) {
                        from.get(0, y, WIDTH, row);
                        pixels.set(0, y, WIDTH, row);
                    }
                    return pixels;
                },
                new TiffFile.LateText("by hand", () -> "by foot"),
                target);
    }

    @ParameterizedTest(name = "{0} of {1} bit, {2} channels, {3} frames")
    @CsvSource({
        "a.tif, 8, 1, 1",
        "a.tif, 16, 1, 1",
        "a.tif, 32, 1, 1",
        "a.tif, 16, 2, 3",
        "a.ome.tif, 8, 1, 1",
        "a.ome.tif, 16, 2, 2",
        "a.ome.tif, 32, 1, 1",
        "a.ome.zarr, 8, 1, 2",
        "a.ome.zarr, 16, 2, 1",
        "a.ome.zarr, 32, 1, 1"
    })
    void areWrittenAsThoseInMemoryAre(String name, int bitDepth, int channels, int frames)
            throws IOException {
        ImagePlus image = image(bitDepth, channels, frames);
        Path large = folder.resolve(name);
        Path usual = Files.createDirectory(folder.resolve("usual")).resolve(name);
        write(image, large);
        ImageResult.write(
                TiffFile.blank(image, bitDepth),
                plane -> Pixels.of(image.getStack().getProcessor(plane + 1)),
                new TiffFile.LateText("by hand", () -> "by foot"),
                usual);
        assertSame(ImageFiles.open(large), ImageFiles.open(usual));
        if (name.equals("a.tif")) assertSame(IJ.openImage(large.toString()), image);
        if (name.endsWith(".zarr"))
            for (int level = 1; level <= 3; level++)
                assertSame(
                        ImageFiles.open(large.resolve("" + level)),
                        ImageFiles.open(usual.resolve("" + level)));
        assertThat(ImageFiles.info(large).orElseThrow()).contains("by foot");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"a.tif", "a.ome.tif", "a.ome.zarr"})
    void areReadAsThoseInMemoryAre(String name) throws IOException {
        Path file = folder.resolve(name);
        write(image(16, 2, 2), file);
        ImagePlus parts = ByPart.open(file);
        assertThat(parts.getProcessor().getPixels()).isNull();
        ImagePlus whole = ImageFiles.open(file);
        ImagePlusPlanes planes = new ImagePlusPlanes(parts);
        for (int plane = 0; plane < 4; plane++) {
            Pixels expected = Pixels.of(whole.getStack().getProcessor(plane + 1));
            Pixels read = planes.read(plane);
            assertThat(read.isArray()).isFalse();
            assertThat(read.bitDepth()).isEqualTo(16);
            assertThat(read.all()).isEqualTo(expected.all());
            assertThat(read.part(500, 505, 40, 20)).isEqualTo(expected.part(500, 505, 40, 20));
            assertThat(read.rows(700, 3).array())
                    .isEqualTo(expected.rows(700, 3).array())
                    .isInstanceOf(short[].class);
        }
        assertThat(parts.getCalibration().toString()).isEqualTo(whole.getCalibration().toString());
        assertThat(parts.getDimensions()).isEqualTo(whole.getDimensions());
        assertThat(parts.getInfoProperty()).isEqualTo(whole.getInfoProperty());
        assertThat(parts.getStack().getSliceLabel(3)).isEqualTo(whole.getStack().getSliceLabel(3));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"a.tif", "a.ome.zarr"})
    void aSmallPartOfThemIsAnImageWithPixels(String name) throws IOException {
        Path file = folder.resolve(name);
        write(image(16, 2, 2), file);
        ImagePlus part = ImageCut.of("500,505,40,20", "2", "", "1-2").of(ByPart.open(file));
        assertThat(part.getDimensions()).containsExactly(40, 20, 1, 1, 2);
        ImagePlus whole = ImageFiles.open(file);
        for (int frame = 1; frame <= 2; frame++)
            assertThat((short[]) part.getStack().getPixels(frame))
                    .isEqualTo(crop(whole.getStack().getProcessor(2 * frame), 500, 505, 40, 20));
        assertThat(new ImagePlusPlanes(part).read(1).isArray()).isTrue();
    }

    private static Object crop(ImageProcessor plane, int x, int y, int width, int height) {
        plane.setRoi(x, y, width, height);
        return plane.crop().getPixels();
    }

    @Test
    void keepWhatImageJStoresBesideThem() throws IOException {
        ImagePlus image = image(16, 1, 1);
        image.setRoi(new Roi(3, 4, 50, 60));
        image.setOverlay(new Overlay(new Roi(9, 8, 7, 6)));
        image.setProp("Lens", "63x");
        Path file = folder.resolve("drawn.tif");
        IJ.saveAsTiff(image, file.toString());
        ImagePlus parts = ByPart.open(file);
        assertThat(parts.getProcessor().getPixels()).isNull();
        assertThat(parts.getRoi().getBounds()).isEqualTo(image.getRoi().getBounds());
        assertThat(parts.getOverlay().get(0).getBounds())
                .isEqualTo(image.getOverlay().get(0).getBounds());
        assertThat(parts.getProp("Lens")).isEqualTo("63x");
    }

    @Test
    void thatAreDamagedSayWhere() throws IOException {
        Path file = folder.resolve("a.ome.tif");
        write(image(16, 1, 1), file);
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            // Within the first tile of the first row, which come first.
            bytes.seek(1000);
            bytes.write(new byte[3000]);
        }
        Pixels plane = new ImagePlusPlanes(ByPart.open(file)).read(0);
        float[] row = new float[600];
        plane.get(600, 600, 600, row);
        assertThatThrownBy(() -> plane.get(0, 0, 600, row))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContainingAll("Plane 1 of \"a.ome.tif\"", "tile 1 of page 1");
    }

    private static void assertSame(ImagePlus image, ImagePlus expected) {
        assertThat(image.getDimensions()).isEqualTo(expected.getDimensions());
        assertThat(image.getBitDepth()).isEqualTo(expected.getBitDepth());
        assertThat(image.getCalibration().toString())
                .isEqualTo(expected.getCalibration().toString());
        for (int i = 1; i <= expected.getStackSize(); i++)
            assertThat(image.getStack().getPixels(i)).isEqualTo(expected.getStack().getPixels(i));
        if (expected instanceof CompositeImage composite) {
            LUT lut = ((CompositeImage) image).getChannelLut(1);
            assertThat(lut.getRGB(255)).isEqualTo(composite.getChannelLut(1).getRGB(255));
            assertThat(lut.max).isEqualTo(composite.getChannelLut(1).max);
        }
    }
}

package org.mulligan.service.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ij.CompositeImage;
import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.process.LUT;
import ij.process.ShortProcessor;
import java.awt.Color;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mulligan.engine.Progress;
import org.mulligan.image.io.ByPart;
import org.mulligan.image.io.ImageCut;
import org.mulligan.image.io.ImageFiles;
import org.mulligan.image.zarr.ZarrFormat;

/** Planes that are read by part, as those are that are larger than the memory. */
class LargeConvertingTest {
    private static final int WIDTH = 1301;
    private static final int HEIGHT = 1100;

    @TempDir private Path folder;

    private static ImagePlus image() {
        ImageStack stack = new ImageStack(WIDTH, HEIGHT);
        for (int plane = 0; plane < 4; plane++) {
            Random random = new Random(plane);
            ShortProcessor pixels = new ShortProcessor(WIDTH, HEIGHT);
            for (int i = 0; i < WIDTH * HEIGHT; i++) pixels.set(i, random.nextInt(1 << 16));
            stack.addSlice("label " + plane, pixels);
        }
        ImagePlus image = new ImagePlus("noise", stack);
        image.setDimensions(2, 1, 2);
        CompositeImage composite = new CompositeImage(image, CompositeImage.COMPOSITE);
        composite.setChannelLut(LUT.createLutFromColor(Color.RED), 1);
        composite.getCalibration().pixelWidth = 0.25;
        composite.getCalibration().pixelHeight = 0.25;
        composite.getCalibration().setUnit("\u00b5m");
        composite.getCalibration().frameInterval = 2;
        composite.setProperty("Info", "Made by hand\n");
        return composite;
    }

    private static void assertSame(ImagePlus found, ImagePlus expected) {
        assertThat(found.getDimensions()).isEqualTo(expected.getDimensions());
        assertThat(found.getCalibration().toString())
                .isEqualTo(expected.getCalibration().toString());
        assertThat(found.getInfoProperty()).isEqualTo(expected.getInfoProperty());
        assertThat(((CompositeImage) found).getChannelLut(1).getRGB(255))
                .isEqualTo(Color.RED.getRGB());
        for (int n = 1; n <= expected.getStackSize(); n++) {
            assertThat(found.getStack().getPixels(n)).isEqualTo(expected.getStack().getPixels(n));
            assertThat(found.getStack().getSliceLabel(n))
                    .isEqualTo(expected.getStack().getSliceLabel(n));
        }
    }

    private void convert(Path from, ImageCut cut, Path to) throws IOException {
        new Converting(Converting.part(ByPart.open(from), cut, Progress.SILENT), Progress.SILENT)
                .to(to, ZarrFormat.USUAL);
    }

    @ParameterizedTest(name = "{0} to {1} and back")
    @CsvSource({"a.tif, b.ome.zarr", "a.ome.zarr, b.ome.tif", "a.ome.tif, b.tif"})
    void thereAndBackTheyAreWhatTheyWere(String from, String to) throws IOException {
        ImagePlus image = image();
        Path first = folder.resolve(from);
        new Converting(image, Progress.SILENT).to(first, ZarrFormat.USUAL);
        convert(first, ImageCut.WHOLE, folder.resolve(to));
        assertSame(ImageFiles.open(folder.resolve(to)), image);
        Path back = folder.resolve("back-" + from);
        convert(folder.resolve(to), ImageCut.WHOLE, back);
        assertSame(ImageFiles.open(back), image);
    }

    @Test
    void aPartIsThatOfTheWhole() throws IOException {
        Path file = folder.resolve("a.ome.tif");
        ImagePlus image = image();
        new Converting(image, Progress.SILENT).to(file, ZarrFormat.USUAL);
        ImageCut cut = ImageCut.of("3,5,1200,1000", "2", "", "2");
        convert(file, cut, folder.resolve("part.tif"));
        ImagePlus part = IJ.openImage(folder.resolve("part.tif").toString());
        assertThat(part.getProcessor().getPixels())
                .isEqualTo(cut.of(image).getStack().getPixels(1));
        assertThat(part.getInfoProperty())
                .isEqualTo(
                        "Made by hand\n[Mulligan]\nPart of: a.ome.tif, of which region=3,5,1200,1000 channels=2 frames=2\n");
    }

    @Test
    void saysWhereItIsAndCanBeStopped() throws IOException {
        Path file = folder.resolve("a.ome.tif");
        new Converting(image(), Progress.SILENT).to(file, ZarrFormat.USUAL);
        List<Double> fractions = new ArrayList<>();
        Progress watched =
                new Progress() {
                    @Override
                    public void update(String what, double fraction, double secondsLeft) {
                        fractions.add(fraction);
                    }

                    @Override
                    public boolean cancelled() {
                        return !fractions.isEmpty() && fractions.get(fractions.size() - 1) > 0.3;
                    }
                };
        Path target = folder.resolve("b.ome.tif");
        assertThatThrownBy(
                        () ->
                                new Converting(ByPart.open(file), watched)
                                        .to(target, ZarrFormat.USUAL))
                .isInstanceOf(CancellationException.class);
        assertThat(target).doesNotExist();
        // In the middle of the second plane.
        assertThat(fractions).isSorted().hasSizeGreaterThan(10);
        assertThat(fractions.get(fractions.size() - 1)).isBetween(0.3, 0.4);
    }

    @Test
    void aDamagedTileIsNamed() throws IOException {
        Path file = folder.resolve("a.ome.tif");
        new Converting(image(), Progress.SILENT).to(file, ZarrFormat.USUAL);
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.seek(1000);
            bytes.write(new byte[3000]);
        }
        assertThatThrownBy(() -> convert(file, ImageCut.WHOLE, folder.resolve("b.ome.zarr")))
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll("Plane 1 of \"a.ome.tif\"", "tile 1 of page 1");
        assertThat(folder.resolve("b.ome.zarr")).doesNotExist();
    }
}

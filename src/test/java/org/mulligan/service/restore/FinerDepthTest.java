package org.mulligan.service.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ij.CompositeImage;
import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.process.ShortProcessor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import net.imglib2.img.array.ArrayImgs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mulligan.engine.DeviceChoice;
import org.mulligan.engine.Precision;
import org.mulligan.engine.Progress;
import org.mulligan.image.io.ImageCut;
import org.mulligan.model.export.ExportFormat;
import org.mulligan.predict.LoadedModel;
import org.mulligan.predict.depth.DepthModels;
import org.mulligan.service.report.Purpose;
import org.mulligan.service.restore.RestoreSettings.BitDepth;

/** Stacks become as fine along their depth as in their planes, with a network that does nothing. */
class FinerDepthTest {
    private static final int WIDTH = 21;
    private static final int HEIGHT = 17;

    @TempDir Path folder;

    private static final LoadedModel MODEL = DepthModels.moving(0, 0);

    private static RestoreSettings settings() {
        return new RestoreSettings(
                Purpose.RESTORE,
                "finer",
                0,
                0,
                Precision.AUTO,
                DeviceChoice.AUTO,
                BitDepth.SAME,
                MaskChoice.NONE);
    }

    private static Restoring restoring(RestoreSettings settings) {
        return new Restoring(MODEL, settings, Progress.SILENT);
    }

    private static int value(int c, int z, int t, int x, int y) {
        return 3000 + 400 * z + 1000 * c + 2000 * t + (int) (300 * Math.sin(x / 3.0 + y / 5.0));
    }

    /** Planes 4 px apart. */
    private static ImagePlus hyperstack() {
        ImageStack stack = new ImageStack(WIDTH, HEIGHT);
        for (int t = 0; t < 2; t++)
            for (int z = 0; z < 3; z++)
                for (int c = 0; c < 2; c++) {
                    ShortProcessor plane = new ShortProcessor(WIDTH, HEIGHT);
                    for (int i = 0; i < WIDTH * HEIGHT; i++)
                        plane.set(i, value(c, z, t, i % WIDTH, i / WIDTH));
                    stack.addSlice("c%d z%d t%d".formatted(c, z, t), plane);
                }
        ImagePlus plain = new ImagePlus("cells.tif", stack);
        plain.setDimensions(2, 3, 2);
        ImagePlus image = new CompositeImage(plain, CompositeImage.COMPOSITE);
        image.setOpenAsHyperStack(true);
        image.getCalibration().setUnit("um");
        image.getCalibration().pixelWidth = 0.1;
        image.getCalibration().pixelHeight = 0.1;
        image.getCalibration().pixelDepth = 0.4;
        image.getCalibration().frameInterval = 7;
        image.setProperty("Info", "Made by hand\n");
        return image;
    }

    @Test
    void keepsEverythingOfAHyperstackAndFillsItsDepth() throws IOException {
        ImagePlus image = hyperstack();
        ImagePlus restored = restoring(settings()).toMemory(image);
        Path file = folder.resolve("finer.tif");
        restoring(settings()).toFile(image, file);
        assertThat(restored.getTitle()).isEqualTo("cells-restored");
        for (ImagePlus result : List.of(restored, IJ.openImage(file.toString()))) {
            assertThat(result.getDimensions()).containsExactly(WIDTH, HEIGHT, 2, 9, 2);
            assertThat(result.getBitDepth()).isEqualTo(16);
            assertThat(result.isComposite()).isTrue();
            assertThat(result.getCalibration().getUnit()).isIn("um", "\u00b5m", "micron");
            assertThat(result.getCalibration().pixelDepth).isCloseTo(0.1, within(1e-6));
            assertThat(result.getCalibration().pixelWidth).isCloseTo(0.1, within(1e-6));
            assertThat(result.getCalibration().frameInterval).isEqualTo(7);
            assertThat(result.getInfoProperty())
                    .startsWith("Made by hand\n[Mulligan]\n")
                    .contains("Model: finer (isotropic)")
                    .contains("Planes 4.00 px apart became 9 planes 1 px apart")
                    .contains("The result is the mean of the network's XZ and YZ sections");
            for (int t = 0; t < 2; t++)
                for (int z = 0; z < 9; z++)
                    for (int c = 0; c < 2; c++) {
                        int slice = result.getStackIndex(c + 1, z + 1, t + 1);
                        for (int i = 0; i < WIDTH * HEIGHT; i++)
                            assertThat(result.getStack().getProcessor(slice).get(i))
                                    .isCloseTo(
                                            value(c, 0, t, i % WIDTH, i / WIDTH) + 100 * z,
                                            within(1));
                    }
            assertThat(result.getStack().getSliceLabel(result.getStackIndex(2, 5, 2)))
                    .isEqualTo("c1 z1 t1");
        }
        assertThat(image.getNSlices()).isEqualTo(3);
        assertThat(image.getCalibration().pixelDepth).isEqualTo(0.4);
    }

    @Test
    void aPartIsRestoredAsIfItWereAll() throws IOException {
        ImagePlus part =
                restoring(settings().withCut(ImageCut.of("4,2,10,9", "2", "2-3", "")))
                        .toMemory(hyperstack());
        assertThat(part.getDimensions()).containsExactly(10, 9, 1, 5, 2);
        assertThat(part.getStack().getProcessor(3).get(0, 0))
                .isCloseTo(value(1, 1, 0, 4, 2) + 200, within(1));
        assertThat(part.getCalibration().xOrigin).isEqualTo(-4);
        assertThat(part.getInfoProperty())
                .contains("cells.tif, of which region=4,2,10,9 channels=2 slices=2-3")
                .contains("The part was restored as if it were the whole image");
    }

    @Test
    void everyOtherSliceIsTooCoarse() {
        assertThatThrownBy(
                        () ->
                                restoring(settings().withCut(ImageCut.of("", "", "1-3:2", "")))
                                        .toMemory(hyperstack()))
                .hasMessageContaining("are 8 px apart");
    }

    @Test
    void whatIsNoCoarseStackIsRefusedBeforeTheNetwork() {
        ImagePlus plane = IJ.createImage("plane", WIDTH, HEIGHT, 1, 16);
        assertThatThrownBy(() -> restoring(settings()).job(plane).resolve(MODEL.description()))
                .hasMessage("\"plane\" has one plane along its depth, and a stack is needed");
        ImagePlus fine = hyperstack();
        fine.getCalibration().pixelDepth = 0.1;
        assertThatThrownBy(() -> restoring(settings()).job(fine).resolve(MODEL.description()))
                .hasMessageContaining("needs no such model");
        ImagePlus colours = IJ.createImage("rgb", "rgb", WIDTH, HEIGHT, 3);
        colours.getCalibration().pixelDepth = 4;
        assertThatThrownBy(() -> restoring(settings()).job(colours).resolve(MODEL.description()))
                .hasMessageContaining("is RGB");
        assertThatThrownBy(() -> restoring(settings()).toImg(ArrayImgs.floats(9, 9, 3)))
                .hasMessageContaining("needs to know how far apart the planes are");
        assertThatThrownBy(() -> MappedRestoring.require(MODEL.description()))
                .hasMessageContaining("Leave maps out");
        assertThatThrownBy(
                        () ->
                                ExportFormat.CSBDEEP.require(
                                        MODEL.description(), Path.of("finer.zip")))
                .hasMessageContaining("CSBDeep would run it on the planes");
    }
}

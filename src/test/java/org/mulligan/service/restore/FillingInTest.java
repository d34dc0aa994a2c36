package org.mulligan.service.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.gui.OvalRoi;
import ij.gui.Roi;
import ij.process.ByteProcessor;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import ij.process.ShortProcessor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.imglib2.img.array.ArrayImgs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mulligan.engine.DeviceChoice;
import org.mulligan.engine.Precision;
import org.mulligan.engine.Progress;
import org.mulligan.image.mask.PixelMask;
import org.mulligan.predict.BoxEngine;
import org.mulligan.predict.FillingEngine;
import org.mulligan.predict.LoadedModel;
import org.mulligan.service.report.Purpose;
import org.mulligan.service.restore.RestoreSettings.BitDepth;

/** Images in which a mask says what is missing. */
class FillingInTest {
    private static final int WIDTH = 31;
    private static final int HEIGHT = 23;

    @TempDir private Path folder;
    private final FillingEngine engine = new FillingEngine();
    private final List<String> log = new ArrayList<>();
    private final Progress logging =
            new Progress() {
                @Override
                public void log(String line) {
                    log.add(line);
                }
            };

    private Restoring restoring(MaskChoice mask) {
        return restoring(engine.loaded(), mask, BitDepth.SAME);
    }

    private Restoring restoring(LoadedModel model, MaskChoice mask, BitDepth depth) {
        return new Restoring(model, settings(mask, depth), logging);
    }

    private static RestoreSettings settings(MaskChoice mask, BitDepth depth) {
        return new RestoreSettings(
                Purpose.RESTORE, "filler", 0, 0, Precision.AUTO, DeviceChoice.AUTO, depth, mask);
    }

    private static MaskChoice text(String text) {
        return new MaskChoice(text, Optional.empty());
    }

    private static MaskChoice image(ImagePlus mask) {
        return new MaskChoice(mask.getTitle(), Optional.of(mask));
    }

    private static ImagePlus stack(int depth, int planes) {
        Random random = new Random(depth);
        ImageStack stack = new ImageStack(WIDTH, HEIGHT);
        for (int plane = 0; plane < planes; plane++) {
            ImageProcessor pixels =
                    switch (depth) {
                        case 8 -> new ByteProcessor(WIDTH, HEIGHT);
                        case 16 -> new ShortProcessor(WIDTH, HEIGHT);
                        default -> new FloatProcessor(WIDTH, HEIGHT);
                    };
            for (int i = 0; i < WIDTH * HEIGHT; i++)
                if (depth == 32) pixels.setf(i, (float) random.nextGaussian() * 1e-3f);
                else pixels.set(i, random.nextInt(depth == 8 ? 255 : 4095));
            stack.addSlice(pixels);
        }
        return new ImagePlus("cells.tif", stack);
    }

    /** A disc and a line are above 0. */
    private static ImagePlus disc(int planes) {
        ImageStack stack = new ImageStack(WIDTH, HEIGHT);
        for (int plane = 0; plane < planes; plane++) {
            ByteProcessor pixels = new ByteProcessor(WIDTH, HEIGHT);
            for (int i = 0; i < WIDTH * HEIGHT; i++)
                if (Math.hypot(i % WIDTH - 12 - plane, i / WIDTH - 10) < 5 || i / WIDTH == 20)
                    pixels.set(i, 200);
            stack.addSlice(pixels);
        }
        return new ImagePlus("disc", stack);
    }

    private static void assertFilledWithin(ImagePlus actual, ImagePlus image, ImagePlus mask)
            throws IOException {
        PixelMask missing = PixelMask.of(image, mask);
        for (int plane = 0; plane < image.getStackSize(); plane++) {
            ImageProcessor now = actual.getStack().getProcessor(plane + 1);
            ImageProcessor before = image.getStack().getProcessor(plane + 1);
            int changed = 0;
            for (int i = 0; i < WIDTH * HEIGHT; i++) {
                if (!missing.missing(plane).get(i))
                    assertThat(Float.floatToRawIntBits(now.getf(i)))
                            .as("pixel %d of plane %d", i, plane)
                            .isEqualTo(Float.floatToRawIntBits(before.getf(i)));
                else if (now.getf(i) != before.getf(i)) changed++;
            }
            assertThat(changed).isGreaterThan(missing.missing(plane).cardinality() * 9 / 10);
        }
    }

    @ParameterizedTest(name = "{0} bit")
    @ValueSource(ints = {8, 16, 32})
    void leavesEveryKnownPixelAsItIs(int depth) throws IOException {
        ImagePlus image = stack(depth, 3);
        for (ImagePlus mask : List.of(disc(1), disc(3))) {
            ImagePlus filled = restoring(image(mask)).toMemory(image);
            assertThat(filled.getTitle()).isEqualTo("cells-restored");
            assertThat(filled.getBitDepth()).isEqualTo(depth);
            assertFilledWithin(filled, image, mask);
            assertThat(filled.getInfoProperty())
                    .contains("Filled in: only the missing pixels (mask=disc)");
            ImagePlus full =
                    restoring(engine.loaded(), image(mask), BitDepth.FLOAT).toMemory(image);
            assertFilledWithin(full, image, mask);
            Path file = folder.resolve(depth + "-" + mask.getStackSize() + ".tif");
            restoring(image(mask)).toFile(image, file);
            assertFilledWithin(IJ.openImage(file.toString()), image, mask);
        }
    }

    @Test
    void fillsWithTheMiddleOfWhatIsKnown() throws IOException {
        // The missing ones are far brighter than the others, and must not count.
        ImagePlus image = stack(16, 1);
        for (int i = 0; i < WIDTH * HEIGHT; i++)
            if (disc(1).getProcessor().get(i) > 0) image.getProcessor().set(i, 60000);
        ImagePlus filled = restoring(image(disc(1))).toMemory(image);
        for (int i = 0; i < WIDTH * HEIGHT; i++)
            if (disc(1).getProcessor().get(i) > 0)
                assertThat(filled.getProcessor().getf(i)).isCloseTo(2047, within(100f));
    }

    @Test
    void takesSaturatedPixelsASelectionAndNaN() throws IOException {
        ImagePlus image = stack(8, 2);
        ImagePlus saturated = disc(2);
        for (int plane = 1; plane <= 2; plane++)
            for (int i = 0; i < WIDTH * HEIGHT; i++)
                if (saturated.getStack().getProcessor(plane).get(i) > 0)
                    image.getStack().getProcessor(plane).set(i, 255);
        assertFilledWithin(restoring(text("saturated")).toMemory(image), image, saturated);

        image = stack(16, 2);
        image.setRoi(new OvalRoi(3, 4, 9, 7));
        ImagePlus oval = new ImagePlus("oval", new ByteProcessor(WIDTH, HEIGHT));
        oval.getProcessor().setValue(255);
        oval.getProcessor().fill(image.getRoi());
        ImagePlus filled = restoring(text("roi")).toMemory(image);
        assertFilledWithin(filled, image, oval);
        assertThat(filled.getRoi().getBounds()).isEqualTo(image.getRoi().getBounds());

        image = stack(32, 2);
        for (int plane = 1; plane <= 2; plane++)
            for (int i = 0; i < WIDTH * HEIGHT; i++)
                if (saturated.getStack().getProcessor(plane).get(i) > 0)
                    image.getStack().getProcessor(plane).setf(i, i % 2 == 0 ? Float.NaN : 1f / 0);
        filled = restoring(text("nan")).toMemory(image);
        assertFilledWithin(filled, image, saturated);
        for (int plane = 1; plane <= 2; plane++)
            for (float value : (float[]) filled.getStack().getPixels(plane))
                assertThat(value).isFinite();
    }

    @Test
    void takesAFileAndAFolderOfMasksByName() throws IOException {
        ImagePlus image = stack(16, 1);
        Path masks = Files.createDirectory(folder.resolve("masks"));
        IJ.saveAsTiff(disc(1), masks.resolve("cells.tif").toString());
        Files.writeString(masks.resolve("cells.csv"), "not,a,mask");
        for (Path mask : List.of(masks, masks.resolve("cells.tif")))
            assertFilledWithin(restoring(text(mask.toString())).toMemory(image), image, disc(1));
        image.setTitle("others.tif");
        refuses(image, text(masks.toString()), "has no mask for others.tif", "has the name of its");
        Files.write(masks.resolve("others.tif"), new byte[] {'I', 'I', 42, 0, 9, 9, 9, 9, 0});
        refuses(image, text(masks.toString()), "others.tif cannot be opened");
    }

    @Test
    void saysWhatIsWrongWithAMask() throws IOException {
        ImagePlus image = stack(8, 2);
        refuses(
                image,
                image(new ImagePlus("small", new ByteProcessor(9, 9))),
                "\"small\" (9 x 9 px",
                "\"cells.tif\" (31 x 23 px",
                "make it from a copy of the image");
        refuses(image, image(disc(3)), "wrong number of planes");
        ImagePlus full = new ImagePlus("full", new ByteProcessor(WIDTH, HEIGHT));
        refuses(image, image(full), "\"full\" is empty: no pixel is missing");
        full.getProcessor().invert();
        refuses(image, image(full), "\"full\" covers every pixel", "Edit > Invert");
        refuses(image, text("saturated"), "No pixel of \"cells.tif\" is saturated", "254");
        refuses(image, text("roi"), "\"cells.tif\" has no selection; draw");
        refuses(image, text("nan"), "has 8 bit, where every pixel is a number");
        refuses(stack(32, 1), text("nan"), "is empty: no pixel is missing");
        refuses(
                image,
                text("nowhere"),
                "mask must be saturated, roi, nan, the title of an open image, or an image file, got \"nowhere\"");
    }

    @Test
    void wantsAMaskForAModelThatFillsInAndOnlyForSuch() {
        ImagePlus image = stack(8, 1);
        refuses(image, MaskChoice.NONE, "\"filler\" fills in missing pixels", "mask=saturated");
        assertThatThrownBy(
                        () ->
                                restoring(
                                                new BoxEngine(2).loaded(),
                                                text("saturated"),
                                                BitDepth.SAME)
                                        .toMemory(image))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"box filter\" does not (its task is denoise)");
        assertThatThrownBy(() -> restoring(text("nan")).toImg(ArrayImgs.floats(20, 20)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("A mask is for an ImagePlus");
    }

    private void refuses(ImagePlus image, MaskChoice mask, String... words) {
        assertThatThrownBy(() -> restoring(mask).toMemory(image))
                .isInstanceOf(IllegalArgumentException.class)
                .satisfies(e -> assertThat(e.getMessage()).contains(words));
    }

    @Test
    void warnsOfHolesWiderThanTheModelSees() throws IOException {
        ImagePlus image = stack(8, 2);
        image.setRoi(new Roi(2, 2, 20, 20));
        restoring(text("roi")).toMemory(image);
        assertThat(log)
                .contains(
                        "Plane 1 has missing pixels 10 px from the nearest known one; the model sees 6 px far, so what lies in their middle is made up");
        log.clear();
        image.setRoi(new Roi(2, 2, 10, 10));
        restoring(text("roi")).toMemory(image);
        assertThat(log).noneMatch(line -> line.contains("made up"));

        ImagePlus blind = stack(32, 2);
        java.util.Arrays.fill((float[]) blind.getStack().getPixels(2), Float.NaN);
        restoring(text("nan")).toMemory(blind);
        assertThat(log)
                .contains("Plane 2 has no known pixel: all that is filled in there is made up");
    }

    @Test
    void mapsWhatIsFilledInAndNothingElse() throws IOException {
        ImagePlus image = stack(16, 1);
        ImagePlus mask = disc(1);
        MappedImage mapped =
                new MappedRestoring(engine.loaded(), Optional.empty())
                        .toMemory(restoring(image(mask)).job(image));
        assertFilledWithin(mapped.restored(), image, mask);
        ImagePlus maps = mapped.maps();
        assertThat(maps.getDimensions()).containsExactly(WIDTH, HEIGHT, 3, 1, 1);
        for (int i = 1; i <= 3; i++)
            assertThat((float[]) maps.getStack().getPixels(i)).containsOnly(0);
        assertThat(maps.getInfoProperty()).contains("n = 8 results").doesNotContain("NaN");
        assertThat(mapped.figures().get(0).line()).doesNotContain("NaN");
        assertThat(log).noneMatch(line -> line.contains("NaN"));
        assertThat(log)
                .contains("Maps: 8 predictions for each of 1 plane (8 symmetries), 8 tiles in all");
        assertThat(engine.runs).isEqualTo(9);
    }
}

package org.mulligan.service.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ij.IJ;
import ij.ImagePlus;
import ij.process.ImageProcessor;
import ij.process.ShortProcessor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import net.imglib2.img.array.ArrayImgs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mulligan.engine.Progress;
import org.mulligan.image.io.CountedStack;
import org.mulligan.image.io.ImageCut;
import org.mulligan.image.io.ImageFiles;
import org.mulligan.image.io.ImagePart;
import org.mulligan.image.io.SurroundedPart;
import org.mulligan.image.mask.PixelMask;
import org.mulligan.predict.BoxEngine;
import org.mulligan.predict.NeighbourEngine;
import org.mulligan.service.report.Provenance;

/** Parts of images whose brightness is another in each part. */
class RestoredPartTest {
    private static final int WIDTH = 157;
    private static final int HEIGHT = 131;

    @TempDir Path folder;

    /** From dark on the left to bright on the right, and from plane to plane; one pixel is hot. */
    private static ImageProcessor plane(int n) {
        Random random = new Random(n);
        ShortProcessor plane = new ShortProcessor(WIDTH, HEIGHT);
        for (int i = 0; i < WIDTH * HEIGHT; i++) {
            double light = (50 + 20 * (i % WIDTH)) * (1 + n % 5);
            plane.set(i, (int) (100 + light + Math.sqrt(light) * random.nextGaussian()));
        }
        plane.set(60, 50, 60_000);
        return plane;
    }

    private static CountedStack stack(int planes) {
        return new CountedStack(WIDTH, HEIGHT, planes, RestoredPartTest::plane);
    }

    private static ImagePlus image(CountedStack stack, int channels, int slices) {
        ImagePlus image = CountedStack.image("cells.tif", stack, channels, slices);
        image.getCalibration().xOrigin = 5;
        return image;
    }

    private static Restoring whole(BoxEngine engine) {
        return with(engine, ImageCut.WHOLE);
    }

    private static Restoring with(BoxEngine engine, ImageCut cut) {
        RestoreSettings settings = RestoreSettings.denoise("box filter").withCut(cut);
        return new Restoring(engine.loaded(), settings, Progress.SILENT);
    }

    private static void assertSame(ImagePlus found, ImagePlus expected) {
        assertThat(found.getDimensions()).isEqualTo(expected.getDimensions());
        for (int n = 1; n <= expected.getStackSize(); n++)
            assertThat(found.getStack().getProcessor(n).getPixels())
                    .as("plane %d", n)
                    .isEqualTo(expected.getStack().getProcessor(n).getPixels());
    }

    @ParameterizedTest(name = "region={1} channels={2} slices={3} frames={4}, {0} px along a pixel")
    @CsvSource({
        "1, '50,40,31,27', '', '', ''",
        "1, '0,0,40,131', 2, '', 2",
        "1, '117,90,40,41', '', 1-3:2, ''",
        "1, '3,5,1,1', 1, 2, 1",
        "1, '', 2, 2-3, ''",
        "2, '50,41,30,27', 1, '', ''",
        "2, '', 2, 3, 1",
    })
    void isAsInTheWholeResult(
            int scale, String region, String channels, String slices, String frames)
            throws IOException {
        BoxEngine engine = new BoxEngine(6, Integer.MAX_VALUE, scale);
        ImageCut cut = ImageCut.of(region, channels, slices, frames);
        ImagePlus part = with(engine, cut).toMemory(image(stack(12), 2, 3));
        ImagePlus all = whole(engine).toMemory(image(stack(12), 2, 3));
        String enlarged =
                List.of(region.split(",")).stream()
                        .filter(px -> !px.isEmpty())
                        .map(px -> "" + scale * Integer.parseInt(px))
                        .collect(Collectors.joining(","));
        ImagePlus expected = ImageCut.of(enlarged, channels, slices, frames).of(all);
        assertSame(part, expected);
        assertThat(part.getTitle()).isEqualTo("cells-denoised");
        assertThat(part.getCalibration().xOrigin).isEqualTo(expected.getCalibration().xOrigin);
        // Of a single plane ImageJ makes one up.
        for (int n = 1; n <= part.getStackSize() && part.getStackSize() > 1; n++)
            assertThat(part.getStack().getSliceLabel(n))
                    .isEqualTo(expected.getStack().getSliceLabel(n));
        assertThat(part.getInfoProperty()).contains("Source: cells.tif, of which " + cut + "\n");
        Path file = folder.resolve("part.tif");
        with(engine, cut).toFile(image(stack(12), 2, 3), file);
        assertSame(IJ.openImage(file.toString()), expected);
    }

    @Test
    void readsTheChannelForItsConstantsAndComputesOnlyWhatIsAskedFor() throws IOException {
        BoxEngine engine = new BoxEngine(2);
        CountedStack stack = stack(400);
        ImagePlus image = image(stack, 2, 20);
        stack.read.clear();
        with(engine, ImageCut.of("", "2", "10-12", "4-8:4")).toMemory(image);
        assertThat(stack.read).hasSizeGreaterThanOrEqualTo(200).allMatch(plane -> plane % 2 == 1);
        // Slices 10 to 12 of frames 4 and 8.
        assertThat(engine.runs).isEqualTo(6);
    }

    /** Those before and after it in the series, of which nothing is written. */
    @Test
    void aModelOfNeighboursComputesFromThemToo() throws IOException {
        NeighbourEngine engine = new NeighbourEngine(3);
        CountedStack stack = stack(40);
        ImagePlus image = image(stack, 1, 1);
        ImageCut cut = ImageCut.of("", "", "", "20-26:6");
        ImagePlus part = with(engine, cut).toMemory(image);
        assertThat(stack.read).contains(17, 27);
        ImagePlus all = whole(engine).toMemory(image(stack(40), 1, 1));
        assertSame(part, cut.of(all));
        assertThat(engine.runs).isEqualTo(2 + 40);
    }

    /** As at the border of a mosaic. */
    @Test
    void whatIsNoNumberOutsideDoesNotMatter() throws IOException {
        ImagePlus image = new ImagePlus("cells.tif", plane(1).convertToFloatProcessor());
        image.getProcessor().setf(3, 2, Float.NaN);
        ImageCut cut = ImageCut.of("40,30,20,20", "", "", "");
        ImagePlus part = with(new BoxEngine(2), cut).toMemory(image);
        image.getProcessor().setf(3, 2, 100);
        ImagePlus all = cut.of(whole(new BoxEngine(2)).toMemory(image));
        for (int i = 0; i < 400; i++)
            assertThat(part.getProcessor().getf(i))
                    .isCloseTo(all.getProcessor().getf(i), within(0.01f));
        image.getProcessor().setf(50, 40, Float.NaN);
        assertThatThrownBy(() -> with(new BoxEngine(2), cut).toMemory(image))
                .hasMessageContaining("1 pixel is not finite");
    }

    @Test
    void aMaskIsThatOfTheWholeImage() throws IOException {
        ImagePlus image = IJ.createImage("cells.tif", "8-bit ramp", 60, 50, 2);
        ImagePlus mask = IJ.createImage("mask", "8-bit black", 60, 50, 1);
        mask.getProcessor().setColor(255);
        mask.getProcessor().fillRect(30, 20, 4, 6);
        SurroundedMask part = new SurroundedMask(image, mask);
        assertThat(part.missing(0)).isEqualTo(part.expected());
        assertThat(part.missing(1)).isEqualTo(part.expected());
        assertThatThrownBy(() -> part.of("0,0,10,10"))
                .hasMessageContaining("The mask \"mask\" is empty");
    }

    /** The mask of a part of an image. */
    private record SurroundedMask(ImagePlus image, ImagePlus mask) {
        private PixelMask of(String region) throws IOException {
            return new MaskChoice("mask", Optional.of(mask))
                    .of(
                            SurroundedPart.of(
                                    image,
                                    ImageCut.of(region, "", "", ""),
                                    new ImagePart.Surroundings(2, 4, 0)))
                    .orElseThrow();
        }

        /** Read from column 24 and row 12 on, 12 px wide. */
        List<Integer> missing(int plane) throws IOException {
            return of("26,16,8,8").missing(plane).stream().boxed().toList();
        }

        List<Integer> expected() {
            List<Integer> bits = new ArrayList<>();
            for (int y = 20; y < 26; y++)
                for (int x = 30; x < 34; x++) bits.add((y - 12) * 12 + x - 24);
            return bits;
        }
    }

    @Test
    void mapsAreOfThePartToo() throws IOException {
        ImageCut cut = ImageCut.of("50,40,31,27", "2", "", "");
        RestoreJob job = with(new BoxEngine(2), cut).job(image(stack(4), 2, 1));
        MappedImage mapped = restoring().toMemory(job);
        assertThat(mapped.maps().getDimensions()).containsExactly(31, 27, 3, 1, 2);
        assertThat(mapped.maps().getCalibration().xOrigin).isEqualTo(-45);
        assertThat(mapped.maps().getInfoProperty())
                .contains("Source: cells.tif, of which region=50,40,31,27 channels=2\n");
        assertThat(mapped.figures()).hasSize(1);
        ImagePlus whole =
                restoring().toMemory(whole(new BoxEngine(2)).job(image(stack(4), 2, 1))).maps();
        for (int frame = 0; frame < 2; frame++) {
            ImageProcessor all = whole.getStack().getProcessor(6 * frame + 4);
            ImageProcessor added = mapped.maps().getStack().getProcessor(3 * frame + 1);
            for (int i = 0; i < added.getPixelCount(); i++)
                assertThat(added.getf(i)).isEqualTo(all.getf(50 + i % 31, 40 + i / 31));
        }
    }

    /** The twin is another network, so something is added. */
    private static MappedRestoring restoring() {
        return new MappedRestoring(
                new BoxEngine(2).loaded(), Optional.of(new BoxEngine(1).loaded()));
    }

    /** A result of another part is a file in the way. */
    @Test
    void aFolderIsCutImageByImageAndGoesOn() throws IOException {
        Path input = Files.createDirectory(folder.resolve("in"));
        for (String name : List.of("a.tif", "b.tif")) {
            ImagePlus image = image(stack(2), 1, 1);
            IJ.saveAsTiff(image.duplicate(), input.resolve(name).toString());
        }
        IJ.saveAsTiff(
                IJ.createImage("small.tif", "8-bit ramp", 20, 20, 2),
                input.resolve("small.tif").toString());
        Path output = folder.resolve("out");
        ImageCut cut = ImageCut.of("40,30,50,60", "", "", "2");
        assertThatThrownBy(() -> run(input, output, cut))
                .hasMessageContaining("1 of 3 images were not restored")
                .hasMessageContaining(
                        "region=40,30,50,60 begins outside of \"small.tif\", whose last pixel is 19,19");
        ImagePlus a = ImageFiles.open(output.resolve("a.tif"));
        assertThat(a.getDimensions()).containsExactly(50, 60, 1, 1, 1);
        Files.delete(input.resolve("small.tif"));
        assertThat(run(input, output, cut)).isEmpty();
        for (ImageCut other : List.of(ImageCut.WHOLE, ImageCut.of("40,30,50,60", "", "", "1")))
            assertThatThrownBy(() -> run(input, output, other))
                    .hasMessageContaining("it exists already");
    }

    private static List<Path> run(Path input, Path output, ImageCut cut) throws IOException {
        BoxEngine engine = new BoxEngine(2);
        return new FolderRestoring(
                        input,
                        output,
                        false,
                        cut,
                        Provenance.made(engine.model(), "abc", 0),
                        Progress.SILENT)
                .run(
                        (image, target, part) -> {
                            with(engine, cut).toFile(image, target);
                            return List.of(target);
                        },
                        Progress.SILENT);
    }

    @Test
    void anImageOfAScriptIsCutByTheScript() {
        assertThatThrownBy(
                        () ->
                                with(new BoxEngine(2), ImageCut.of("", "", "1", ""))
                                        .toImg(ArrayImgs.floats(8, 8, 2)))
                .hasMessage(
                        "A cut (slices=1) is for an ImagePlus; give Views.interval of the image");
    }
}

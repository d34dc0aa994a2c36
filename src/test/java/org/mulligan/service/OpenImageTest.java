package org.mulligan.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.gui.Roi;
import ij.process.ImageProcessor;
import ij.process.ShortProcessor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.mulligan.engine.DeviceChoice;
import org.mulligan.engine.Precision;
import org.mulligan.engine.Progress;
import org.mulligan.service.evaluate.Judged;
import org.mulligan.service.generate.DrawStyle;
import org.mulligan.service.latent.LatentSettings;
import org.mulligan.service.latent.LatentWork;
import org.mulligan.service.report.Purpose;
import org.mulligan.service.restore.MappedImage;
import org.mulligan.service.restore.MaskChoice;
import org.mulligan.service.restore.RestoreSettings;

/** What a user does to an open image while a command works on it. */
@Tag("slow")
@ExtendWith(ServiceHere.class)
class OpenImageTest {
    private static MulliganService service;

    @TempDir private Path folder;

    @BeforeAll
    static void start(MulliganService here) {
        service = here;
    }

    /** Does something at the first sign of progress. */
    private static final class AtFirst implements Progress {
        private final Runnable what;
        private final boolean stops;
        private boolean done;

        AtFirst(Runnable what, boolean stops) {
            this.what = what;
            this.stops = stops;
        }

        @Override
        public void update(String stage, double fraction, double secondsLeft) {
            if (!done) what.run();
            done = true;
        }

        @Override
        public boolean cancelled() {
            return stops && done;
        }
    }

    /** A command: an image and who watches, to the image that it gives. */
    private interface Work {
        ImagePlus on(ImagePlus image, Progress progress) throws IOException;
    }

    private static ImagePlus image(int side, int planes) {
        ImageStack stack = new ImageStack(side, side);
        Random random = new Random(5);
        for (int plane = 0; plane < planes; plane++) {
            ShortProcessor pixels = new ShortProcessor(side, side);
            for (int i = 0; i < side * side; i++)
                pixels.set(i, 400 + 60 * (i % side % 9) + random.nextInt(150));
            stack.addSlice("plane " + plane, pixels);
        }
        ImagePlus image = new ImagePlus("cells.tif", stack);
        image.getCalibration().pixelWidth = 0.25;
        image.getCalibration().setUnit("um");
        image.setProperty("Info", "a note");
        image.setRoi(new Roi(2, 3, 5, 4));
        return image;
    }

    private static ImagePlus restored(ImagePlus image, Progress progress) throws IOException {
        return service.restore(
                image, RestoreSettings.denoise("fluorescence"), Optional.empty(), progress);
    }

    private static ImagePlus trust(ImagePlus image, Progress progress) throws IOException {
        MappedImage mapped =
                service.restoreWithMaps(
                        image, RestoreSettings.denoise("fluorescence"), Optional.empty(), progress);
        return mapped.maps();
    }

    private static ImagePlus judged(ImagePlus image, Progress progress) throws IOException {
        Judged judged =
                service.synthesisers().judge(image, "nuclei-64", "", Optional.empty(), progress);
        return judged.map().orElseThrow();
    }

    private static ImagePlus projected(ImagePlus image, Progress progress) throws IOException {
        LatentSettings settings =
                new LatentSettings(
                        new DrawStyle(
                                "nuclei-64", "", 1, true, DrawStyle.Depth.FLOAT, DeviceChoice.CPU),
                        new LatentWork.Projection("", Optional.of(image)));
        return service.synthesisers()
                .explore(settings, Optional.empty(), progress)
                .drawn()
                .image()
                .orElseThrow();
    }

    private static void edit(ImagePlus image) {
        for (int plane = 1; plane <= image.getStackSize(); plane++) {
            ImageProcessor pixels = image.getStack().getProcessor(plane);
            for (int i = 0; i < pixels.getPixelCount(); i++) pixels.set(i, i % 7 * 5000);
        }
    }

    private static void rename(ImagePlus image) {
        image.setTitle("other");
        image.getCalibration().pixelWidth = 8;
        image.getCalibration().setUnit("inch");
        image.setProperty("Info", "another");
        image.setRoi(new Roi(0, 0, 1, 1));
    }

    static Stream<Arguments> mischief() {
        Work restoring = OpenImageTest::restored;
        Work mapping = OpenImageTest::trust;
        Work judging = OpenImageTest::judged;
        Work projecting = OpenImageTest::projected;
        Consumer<ImagePlus> closed = ImagePlus::flush;
        Consumer<ImagePlus> edited = OpenImageTest::edit;
        Consumer<ImagePlus> renamed = OpenImageTest::rename;
        Consumer<ImagePlus> cropped =
                image -> image.setStack(image.getTitle(), image(20, 1).getStack());
        return Stream.of(
                Arguments.of("restored", "closed", restoring, 40, 3, closed),
                Arguments.of("restored", "edited", restoring, 40, 3, edited),
                Arguments.of("restored", "edited, of one plane", restoring, 40, 1, edited),
                Arguments.of("restored", "renamed", restoring, 40, 3, renamed),
                Arguments.of("restored", "cropped", restoring, 40, 3, cropped),
                Arguments.of("mapped", "closed", mapping, 40, 1, closed),
                Arguments.of("mapped", "edited", mapping, 40, 1, edited),
                Arguments.of("judged", "closed", judging, 72, 2, closed),
                Arguments.of("judged", "edited", judging, 72, 2, edited),
                Arguments.of("projected", "closed", projecting, 64, 1, closed));
    }

    @ParameterizedTest(name = "{0} while it is {1}")
    @MethodSource("mischief")
    void theResultIsThatOfTheImageAsItWas(
            String what, String how, Work work, int side, int planes, Consumer<ImagePlus> mischief)
            throws IOException {
        ImagePlus expected = work.on(image(side, planes), Progress.SILENT);
        ImagePlus image = image(side, planes);
        AtFirst watcher = new AtFirst(() -> mischief.accept(image), false);
        ImagePlus result = work.on(image, watcher);
        assertThat(watcher.done).isTrue();
        assertThat(result.getTitle()).isEqualTo(expected.getTitle());
        assertThat(result.getInfoProperty()).isEqualTo(expected.getInfoProperty());
        assertThat(result.getCalibration().pixelWidth)
                .isEqualTo(expected.getCalibration().pixelWidth);
        assertThat(result.getCalibration().getUnit())
                .isEqualTo(expected.getCalibration().getUnit());
        if (expected.getRoi() != null)
            assertThat(result.getRoi().getBounds()).isEqualTo(expected.getRoi().getBounds());
        assertThat(result.getStackSize()).isEqualTo(expected.getStackSize());
        for (int plane = 1; plane <= expected.getStackSize(); plane++) {
            assertThat(result.getStack().getPixels(plane))
                    .as("plane %d", plane)
                    .isEqualTo(expected.getStack().getPixels(plane));
            assertThat(result.getStack().getSliceLabel(plane))
                    .isEqualTo(expected.getStack().getSliceLabel(plane));
        }
        assertThat(image.isLocked()).isFalse();
    }

    @Test
    void aFileOfAClosedImageIsWholeToo() throws IOException {
        RestoreSettings settings = RestoreSettings.denoise("fluorescence");
        ImagePlus expected = restored(image(40, 3), Progress.SILENT);
        ImagePlus image = image(40, 3);
        Path target = folder.resolve("restored.tif");
        service.restore(image, settings, Optional.of(target), new AtFirst(image::flush, false));
        ImagePlus written = IJ.openImage(target.toString());
        for (int plane = 1; plane <= 3; plane++)
            assertThat(written.getStack().getPixels(plane))
                    .isEqualTo(expected.getStack().getPixels(plane));
        assertThat(written.getCalibration().pixelWidth).isEqualTo(0.25);
    }

    private static ImagePlus mask() {
        ImagePlus mask = IJ.createImage("holes", "8-bit black", 40, 40, 1);
        mask.setRoi(new Roi(10, 12, 4, 3));
        mask.getProcessor().setValue(255);
        mask.getProcessor().fill();
        mask.deleteRoi();
        return mask;
    }

    private static ImagePlus filled(ImagePlus image, ImagePlus mask, Progress progress)
            throws IOException {
        RestoreSettings settings =
                new RestoreSettings(
                        Purpose.RESTORE,
                        "src/test/resources/models/stored/inpaint.zip",
                        0,
                        0,
                        Precision.FP32,
                        DeviceChoice.CPU,
                        RestoreSettings.BitDepth.SAME,
                        new MaskChoice(mask.getTitle(), Optional.of(mask)));
        return service.restore(image, settings, Optional.empty(), progress);
    }

    @Test
    void aMaskThatIsClosedOrEditedMeanwhileIsUsedAsItWas() throws IOException {
        ImagePlus expected = filled(image(40, 2), mask(), Progress.SILENT);
        for (boolean closed : new boolean[] {true, false}) {
            ImagePlus image = image(40, 2);
            ImagePlus mask = mask();
            AtFirst watcher =
                    new AtFirst(
                            () -> {
                                if (closed) mask.flush();
                                else mask.getProcessor().setf(0, 255);
                                image.flush();
                            },
                            false);
            ImagePlus result = filled(image, mask, watcher);
            assertThat(watcher.done).isTrue();
            for (int plane = 1; plane <= 2; plane++)
                assertThat(result.getStack().getPixels(plane))
                        .isEqualTo(expected.getStack().getPixels(plane));
            assertThat(mask.isLocked() || image.isLocked()).isFalse();
        }
    }

    @Test
    void aCommandThatIsStoppedOrFailsLeavesTheImageUnlocked() {
        ImagePlus image = image(40, 3);
        assertThatThrownBy(() -> restored(image, new AtFirst(() -> {}, true)))
                .isInstanceOf(CancellationException.class);
        assertThat(image.isLocked()).isFalse();
        assertThatThrownBy(
                        () ->
                                service.restore(
                                        image,
                                        RestoreSettings.denoise("unknown"),
                                        Optional.empty(),
                                        Progress.SILENT))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(image.isLocked()).isFalse();
    }
}

package org.mulligan.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ij.IJ;
import ij.ImagePlus;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.mulligan.engine.DeviceChoice;
import org.mulligan.engine.Precision;
import org.mulligan.engine.Progress;
import org.mulligan.model.ModelContents;
import org.mulligan.model.ModelDescription;
import org.mulligan.model.ModelFile;
import org.mulligan.model.Task;
import org.mulligan.model.Weights;
import org.mulligan.predict.BoxEngine;
import org.mulligan.predict.FillingEngine;
import org.mulligan.service.report.Purpose;
import org.mulligan.service.restore.MaskChoice;
import org.mulligan.service.restore.RestoreSettings;
import org.mulligan.service.restore.RestoreSettings.BitDepth;
import org.scijava.Context;
import org.scijava.log.LogService;

/** Which command opens which model, through the service. */
class PurposeTest {
    @TempDir private Path folder;
    private Context context;
    private MulliganService service;
    private final List<BoxEngine> started = new ArrayList<>();

    @BeforeEach
    void startService() {
        context = new Context(MulliganService.class, LogService.class);
        service = context.service(MulliganService.class);
        service.startEngineWith(
                settings -> {
                    started.add(new FillingEngine());
                    return started.get(started.size() - 1);
                });
    }

    @AfterEach
    void endService() {
        context.dispose();
    }

    private Path model(String task, int scale) throws IOException {
        ModelDescription box = new BoxEngine(2).model();
        int width = 16;
        float[] input = new float[width * width];
        for (int i = 0; i < input.length; i++) input[i] = i * 37 % 101;
        org.mulligan.image.intensity.Normalisation own = box.percentiles().of(input);
        for (int i = 0; i < input.length; i++) input[i] = own.apply(input[i]);
        Path target = folder.resolve(task + ".zip");
        ModelFile.write(
                target,
                new ModelContents(
                        new ModelDescription(
                                "model to " + task,
                                "a test",
                                Task.of(task),
                                "CC0-1.0",
                                box.receptiveField(),
                                box.stride(),
                                scale,
                                box.percentiles(),
                                Map.of()),
                        Map.of(Weights.FAITHFUL, new byte[] {1, 2, 3}),
                        input,
                        new float[scale * scale * input.length],
                        width,
                        new BufferedImage(20, 10, BufferedImage.TYPE_BYTE_GRAY),
                        "# Validation\nNone.\n"));
        return target;
    }

    private static RestoreSettings settings(Purpose purpose, Path model, String mask) {
        return new RestoreSettings(
                purpose,
                model.toString(),
                0,
                0,
                Precision.AUTO,
                DeviceChoice.AUTO,
                BitDepth.SAME,
                new MaskChoice(mask, Optional.empty()));
    }

    private static ImagePlus ramp() {
        return IJ.createImage("ramp", "8-bit ramp", 31, 17, 1);
    }

    @ParameterizedTest(name = "{0} with a model to {1}: {2}")
    @CsvSource({
        "DENOISE, super-resolve, Super-Resolve with Mulligan...",
        "DENOISE, deblur, Restore with Mulligan...",
        "DENOISE, inpaint, Restore with Mulligan...",
        "DENOISE, even-light, Restore with Mulligan...",
        "SUPER_RESOLVE, denoise, Denoise with Mulligan...",
        "SUPER_RESOLVE, inpaint, Restore with Mulligan...",
        "RESTORE, super-resolve, Super-Resolve with Mulligan..."
    })
    void namesTheCommandThatOpensTheModel(Purpose purpose, String task, String command)
            throws IOException {
        Path model = model(task, task.equals("super-resolve") ? 2 : 1);
        assertThatThrownBy(
                        () ->
                                service.restore(
                                        ramp(),
                                        settings(purpose, model, ""),
                                        Optional.empty(),
                                        Progress.SILENT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "The model \"model to %s\" is not for %s: its task is %s; open it with Plugins > Mulligan > %s"
                                .formatted(task, purpose.command(), task, command));
        assertThat(started).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Purpose.class)
    void saysSoWhereNoCommandDoes(Purpose purpose) throws IOException {
        Path model = model("translate", 1);
        assertThatThrownBy(
                        () ->
                                service.restore(
                                        ramp(),
                                        settings(purpose, model, ""),
                                        Optional.empty(),
                                        Progress.SILENT))
                .hasMessageEndingWith("this Mulligan has no command for it; choose another model");
    }

    @ParameterizedTest(name = "{0} runs models to {1}")
    @CsvSource({"DENOISE, denoise", "RESTORE, denoise", "RESTORE, deblur", "RESTORE, inpaint"})
    void runsItsOwn(Purpose purpose, String task) throws IOException {
        Path model = model(task, 1);
        ImagePlus image = ramp();
        image.setRoi(3, 3, 4, 4);
        ImagePlus result =
                service.restore(
                        image,
                        settings(purpose, model, task.equals("inpaint") ? "roi" : ""),
                        Optional.empty(),
                        Progress.SILENT);
        assertThat(result.getTitle())
                .isEqualTo(purpose == Purpose.DENOISE ? "ramp-denoised" : "ramp-restored");
        assertThat(result.getInfoProperty()).contains("Model: model to " + task + " (" + task);
    }

    @Test
    void aMaskThatIsMissingOrTooManyIsToldOnceAndBeforeTheEngineStarts() throws IOException {
        Path inpaint = model("inpaint", 1);
        Path deblur = model("deblur", 1);
        Path in = Files.createDirectory(folder.resolve("in"));
        for (String name : List.of("a.tif", "b.tif"))
            IJ.saveAsTiff(ramp(), in.resolve(name).toString());
        for (boolean maps : new boolean[] {false, true}) {
            assertThatThrownBy(() -> files(maps, in, settings(Purpose.RESTORE, inpaint, "")))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            "The model \"model to inpaint\" fills in missing pixels: say which, with mask=saturated, mask=roi, mask=nan, or a mask image");
            assertThatThrownBy(() -> files(maps, in, settings(Purpose.RESTORE, deblur, "nan")))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            "mask=nan is for models that fill in missing pixels, and \"model to deblur\" does not (its task is deblur); leave mask out");
        }
        assertThat(started).isEmpty();
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "small.tif| The mask \"small.tif\" (9 x 9 px, 1 plane) is not as wide and high as the image \"a.tif\" (31 x 17 px, 1 plane); make it from a copy of the image",
                "none.tif| The mask \"none.tif\" is empty: no pixel is missing; mark the pixels to fill in",
                "all.tif| The mask \"all.tif\" covers every pixel and leaves nothing to fill in from; mark only what is missing (perhaps the mask is inverted: Edit > Invert)",
                "nowhere.tif| mask must be saturated, roi, nan, the title of an open image, or an image file, got \"",
                "roi| \"a.tif\" has no selection; draw"
            })
    void aMaskThatDoesNotFitIsToldBeforeTheEngineStarts(String name, String message)
            throws IOException {
        Path masks = Files.createDirectory(folder.resolve("masks"));
        for (ImagePlus mask :
                List.of(
                        IJ.createImage("small.tif", "8-bit ramp", 9, 9, 1),
                        IJ.createImage("none.tif", "8-bit black", 31, 17, 1),
                        IJ.createImage("all.tif", "8-bit white", 31, 17, 1)))
            IJ.saveAsTiff(mask, masks.resolve(mask.getTitle()).toString());
        String text = name.equals("roi") ? name : masks.resolve(name).toString();
        RestoreSettings settings = settings(Purpose.RESTORE, model("inpaint", 1), text);
        Path in = folder.resolve("a.tif");
        IJ.saveAsTiff(ramp(), in.toString());
        Path out = folder.resolve("b.tif");
        ImagePlus open = IJ.openImage(in.toString());
        for (ThrowableAssert.ThrowingCallable call :
                List.<ThrowableAssert.ThrowingCallable>of(
                        () -> service.restore(open, settings, Optional.of(out), Progress.SILENT),
                        () ->
                                service.restoreWithMaps(
                                        open, settings, Optional.empty(), Progress.SILENT),
                        () -> service.restore(in, settings, out, Progress.SILENT),
                        () ->
                                service.restoreWithMaps(
                                        in, settings, out, figures -> {}, Progress.SILENT)))
            assertThatThrownBy(call)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith(message);
        assertThat(started).isEmpty();
        assertThat(out).doesNotExist();
    }

    @Test
    void aFolderOfMasksThatDoesNotExistIsToldOnce() throws IOException {
        Path in = Files.createDirectory(folder.resolve("in"));
        for (String name : List.of("a.tif", "b.tif"))
            IJ.saveAsTiff(ramp(), in.resolve(name).toString());
        RestoreSettings settings =
                settings(
                        Purpose.RESTORE, model("inpaint", 1), folder.resolve("nowhere").toString());
        for (boolean maps : new boolean[] {false, true})
            assertThatThrownBy(() -> files(maps, in, settings))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("mask must be saturated, roi, nan,")
                    .hasMessageEndingWith("nowhere\"");
        assertThat(started).isEmpty();
        assertThat(folder.resolve("out")).doesNotExist();
    }

    private void files(boolean maps, Path in, RestoreSettings settings) throws IOException {
        Path out = folder.resolve("out");
        if (maps) service.restoreWithMaps(in, settings, out, figures -> {}, Progress.SILENT);
        else service.restore(in, settings, out, Progress.SILENT);
    }

    @Test
    void aFolderTakesAFolderOfMasksAndNamesWhatHasNone() throws IOException {
        Path inpaint = model("inpaint", 1);
        Path in = Files.createDirectory(folder.resolve("in"));
        Path masks = Files.createDirectory(folder.resolve("masks"));
        for (String name : List.of("a.tif", "b.tif", "c.tif"))
            IJ.saveAsTiff(ramp(), in.resolve(name).toString());
        ImagePlus mask = IJ.createImage("mask", "8-bit black", 31, 17, 1);
        mask.getProcessor().set(20, 8, 255);
        IJ.saveAsTiff(mask, masks.resolve("a.tif").toString());
        Files.writeString(masks.resolve("b.tif"), "not an image");
        assertThatThrownBy(
                        () ->
                                files(
                                        false,
                                        in,
                                        settings(Purpose.RESTORE, inpaint, masks.toString())))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("2 of 3 images were not restored")
                .hasMessageContaining("2 images (b.tif, c.tif): ")
                .hasMessageContaining("no mask for b.tif");
        ImagePlus filled = IJ.openImage(folder.resolve("out/a.tif").toString());
        int changed = 0;
        for (int i = 0; i < 31 * 17; i++)
            if (filled.getProcessor().get(i) != ramp().getProcessor().get(i)) changed++;
        assertThat(changed).isEqualTo(1);
    }
}

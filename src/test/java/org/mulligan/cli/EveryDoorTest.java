package org.mulligan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.process.ShortProcessor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mulligan.engine.DeviceChoice;
import org.mulligan.engine.Precision;
import org.mulligan.engine.Progress;
import org.mulligan.service.MulliganService;
import org.mulligan.service.restore.RestoreSettings;
import org.mulligan.service.restore.RestoreSettings.BitDepth;
import org.scijava.Context;

/**
 * The real engine behind the service, the command line and a headless macro: the same pixels from
 * each.
 */
@Tag("slow")
class EveryDoorTest {
    @TempDir private static Path folder;

    private static Path model;
    private static Path noisy;
    private static String errors = "";

    @BeforeAll
    static void trainFromTheCommandLine() throws Exception {
        Path pairs = folder.resolve("pairs");
        assertThat(
                        run(
                                "simulate-images",
                                "--output",
                                pairs.toString(),
                                "--count",
                                "6",
                                "--size",
                                "64",
                                "--photons",
                                "20"))
                .isEqualTo(pairs + "\n");
        model = folder.resolve("small.zip");
        String out =
                run(
                        "train-denoiser",
                        "--noisy",
                        pairs.resolve("noisy").toString(),
                        "--clean",
                        pairs.resolve("clean").toString(),
                        "--name",
                        model.toString(),
                        "--steps",
                        "40",
                        "--filters",
                        "4",
                        "--depth",
                        "2",
                        "--patch",
                        "32",
                        "--precision",
                        "fp32",
                        "--adversary",
                        "hinge");
        assertThat(out).contains("best Gaussian").endsWith(model + "\n");
        noisy = folder.resolve("noisy.tif");
        ImageStack stack = new ImageStack(70, 45);
        Random random = new Random(4);
        for (int plane = 0; plane < 3; plane++) {
            short[] pixels = new short[70 * 45];
            for (int i = 0; i < pixels.length; i++)
                pixels[i] =
                        (short) (500 + 300 * Math.sin(0.1 * (i % 70)) + 50 * random.nextGaussian());
            stack.addSlice("plane " + plane, new ShortProcessor(70, 45, pixels, null));
        }
        IJ.saveAsTiff(new ImagePlus("noisy", stack), noisy.toString());
    }

    /** Runs Mulligan as its launcher does. */
    private static String run(String... arguments) throws IOException, InterruptedException {
        List<String> all =
                new ArrayList<>(
                        List.of(
                                "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0",
                                "-Dorg.bytedeco.javacpp.maxBytes=0",
                                Main.class.getName()));
        all.addAll(List.of(arguments));
        JavaProcess mulligan = JavaProcess.run(folder, 120, all);
        errors = mulligan.err();
        assertThat(mulligan.code()).as(errors).isZero();
        return mulligan.out();
    }

    private static void assertSamePixels(ImagePlus actual, ImagePlus expected) {
        assertThat(actual.getStackSize()).isEqualTo(expected.getStackSize());
        for (int plane = 1; plane <= expected.getStackSize(); plane++) {
            assertThat((short[]) actual.getStack().getProcessor(plane).getPixels())
                    .as("plane %d", plane)
                    .containsExactly((short[]) expected.getStack().getProcessor(plane).getPixels());
            assertThat(actual.getStack().getSliceLabel(plane)).isEqualTo("plane " + (plane - 1));
        }
    }

    private static ImagePlus throughTheService(double sharpness) throws IOException {
        try (Context context = new Context(MulliganService.class)) {
            return context.service(MulliganService.class)
                    .restore(
                            IJ.openImage(noisy.toString()),
                            RestoreSettings.denoise(
                                    model.toString(),
                                    sharpness,
                                    0,
                                    Precision.FP32,
                                    DeviceChoice.AUTO,
                                    BitDepth.SAME),
                            Optional.empty(),
                            Progress.SILENT);
        }
    }

    @Test
    void givesTheSamePixels() throws Exception {
        ImagePlus expected = throughTheService(1);

        Path fromCommandLine = folder.resolve("cli.tif");
        run(
                "denoise",
                "--input",
                noisy.toString(),
                "--output",
                fromCommandLine.toString(),
                "--model",
                model.toString(),
                "--sharpness",
                "1",
                "--precision",
                "fp32");
        assertSamePixels(IJ.openImage(fromCommandLine.toString()), expected);

        Path fromMacro = folder.resolve("macro.tif");
        Path macro =
                Files.writeString(
                        folder.resolve("denoise.ijm"),
                        """
                        open("%s");
                        run("Denoise with Mulligan...", "model=[%s] sharpness=1 precision=fp32");
                        saveAs("tiff", "%s");
                        """
                                .formatted(noisy, model, fromMacro));
        run("macro", macro.toString());
        assertSamePixels(IJ.openImage(fromMacro.toString()), expected);
    }

    @Test
    void mapsAreTheSameFromTheCommandLineAndFromAMacro() throws Exception {
        Path target = folder.resolve("mapped.tif");
        Path maps = folder.resolve("mapped-maps.tif");
        String out =
                run(
                        "denoise",
                        "--input",
                        noisy.toString(),
                        "--output",
                        target.toString(),
                        "--model",
                        model.toString(),
                        "--sharpness",
                        "1",
                        "--maps",
                        "--precision",
                        "fp32");
        assertThat(out)
                .startsWith("noisy.tif channel 1: RSP 0.")
                .endsWith("%n%s%n%s%n".formatted(target, maps));
        assertThat(errors).contains("Maps: 13 predictions for each of 3 planes");
        assertSamePixels(IJ.openImage(target.toString()), throughTheService(1));

        Path fromMacro = folder.resolve("macro-maps.tif");
        Path macro =
                Files.writeString(
                        folder.resolve("maps.ijm"),
                        """
                        open("%s");
                        before = nImages;
                        run("Denoise with Mulligan...", "model=[%s] sharpness=1 precision=fp32 maps=true");
                        print(nImages - before, getTitle(), nResults, getResultString("Image", 0));
                        print(round(getResult("RSP", 0)), getResult("Channel", 0));
                        selectImage("noisy-maps");
                        saveAs("tiff", "%s");
                        """
                                .formatted(noisy, model, fromMacro));
        assertThat(run("macro", macro.toString()))
                .isEqualTo("2 noisy-denoised 1 noisy.tif%n1 1%n".formatted());
        ImagePlus expected = IJ.openImage(maps.toString());
        ImagePlus actual = IJ.openImage(fromMacro.toString());
        assertThat(actual.getDimensions()).isEqualTo(expected.getDimensions());
        assertThat(expected.getNChannels()).isEqualTo(4);
        boolean added = false;
        for (int i = 1; i <= 12; i++) {
            float[] pixels = (float[]) expected.getStack().getPixels(i);
            assertThat((float[]) actual.getStack().getPixels(i)).isEqualTo(pixels);
            if (i % 4 == 1) for (float pixel : pixels) added |= Math.abs(pixel) > 0.01;
        }
        assertThat(added).isTrue();
    }

    @Test
    void sharpnessChangesTheImageAndTheProvenanceSaysSo() throws Exception {
        ImagePlus faithful = throughTheService(0);
        ImagePlus adversarial = throughTheService(1);

        assertThat((short[]) faithful.getProcessor().getPixels())
                .isNotEqualTo((short[]) adversarial.getProcessor().getPixels());
        assertThat(faithful.getInfoProperty()).contains("small").contains("TensorFlow");
    }
}

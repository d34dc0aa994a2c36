package org.mulligan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ij.IJ;
import ij.ImagePlus;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mulligan.FakeMulligan;
import org.mulligan.engine.DeviceChoice;
import org.mulligan.engine.Precision;
import org.mulligan.engine.TrainingPlan;
import org.mulligan.ij1.MulliganPlugin;
import org.mulligan.install.FakeFolders;
import org.mulligan.service.MulliganService;
import org.mulligan.service.RestoreSettings;
import org.mulligan.service.RestoreSettings.BitDepth;
import org.mulligan.ui.CommandForm;
import org.scijava.Context;

class MainTest {
    @TempDir private Path folder;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private FakeMulligan service;

    @BeforeEach
    void startWithoutAnEngine() {
        Context context = FakeMulligan.start();
        MulliganPlugin.use(context);
        service = (FakeMulligan) context.service(MulliganService.class);
    }

    private int run(String... line) {
        return new Main(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8))
                .run(line);
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private Path ramp() {
        Path file = folder.resolve("a.tif");
        IJ.saveAsTiff(IJ.createImage("a", "8-bit ramp", 31, 17, 1), file.toString());
        return file;
    }

    @Test
    void denoisesAFileAndSaysWhichFileItWrote() {
        String target = folder.resolve("b.tif").toString();
        assertThat(run("denoise", "--input", ramp().toString(), "--output", target)).isZero();
        assertThat(out().trim()).isEqualTo(target);
        assertThat(err()).contains("inverting a.tif");
        ImagePlus denoised = IJ.openImage(target);
        assertThat(denoised.getProcessor().get(0, 0)).isEqualTo(255);
        assertThat(service.settings)
                .isEqualTo(
                        RestoreSettings.denoise(
                                "fluorescence",
                                0,
                                0,
                                Precision.AUTO,
                                DeviceChoice.AUTO,
                                BitDepth.SAME));
    }

    @Test
    void trainsWithTheDocumentedDefaults() {
        assertThat(run("train-denoiser", "--clean", "c", "--name", "mine")).isZero();
        assertThat(service.plan)
                .isEqualTo(
                        new TrainingPlan(
                                new TrainingPlan.Images(
                                        Optional.empty(), Path.of("c"), true, false),
                                TrainingPlan.Imaging.noise(new TrainingPlan.Range(3, 300), 1),
                                new TrainingPlan.Generator("unet", 32, 3),
                                new TrainingPlan.Adversary("non-saturating", 2),
                                new TrainingPlan.Schedule(10, 0, 64, 8),
                                1,
                                Precision.AUTO,
                                DeviceChoice.AUTO,
                                Path.of("models/mine"),
                                false));
        assertThat(out().lines())
                .containsExactly("PSNR 33.3 dB", Path.of("models/mine").toString());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "--resume, true",
        "--resume true, true",
        "--resume=true, true",
        "--resume false, false"
    })
    void aBooleanTakesAValueOrNone(String words, boolean expected) {
        String line = "train-denoiser --clean c --name mine --photons 7 " + words;
        assertThat(run(line.split(" "))).isZero();
        assertThat(service.plan.resume()).isEqualTo(expected);
        assertThat(service.plan.imaging().photons()).isEqualTo(new TrainingPlan.Range(7, 7));
    }

    @ParameterizedTest(name = "{0} is a usage error")
    @CsvSource(
            delimiter = ';',
            value = {
                ";Name a command",
                "denoise --output b.tif;--input",
                "denoise --input a --output b --nope 3;--nope",
                "denoise --input a --output b --tile big;tile must be a whole number, got \"big\"",
                "denoise --input a --output b --sharpness 2;sharpness must be from 0 to 1, got 2",
                "train-denoiser --name mine;--clean",
                "train-denoiser --clean c --name m --adversary wgan;adversary must be one of",
                "train-denoiser --clean c --name m --resume perhaps;resume must be true or false"
            })
    void usageErrorsEndWithTwo(String line, String message) {
        assertThat(run(line == null ? new String[0] : line.split(" "))).isEqualTo(2);
        assertThat(err()).contains(message);
        assertThat(out()).isEmpty();
    }

    @ParameterizedTest(name = "{0} fails")
    @CsvSource(
            delimiter = ';',
            value = {
                "denoise --input none.tif --output b.tif;There is no image none.tif",
                "train-denoiser --clean c --name m --minutes -3;Minutes must be a positive number, got -3.0",
                "train-denoiser --clean c --name m --patch 60;Patch must be a multiple of 8 px, got 60",
                "train-denoiser --clean c --name m --photons many;photons must be a number or a range",
                "train-denoiser --clean c --name m --photons 300-3;A range must run from"
            })
    void failuresEndWithOneAndOneLine(String line, String message) {
        assertThat(run(line.split(" "))).isEqualTo(1);
        assertThat(err().trim()).contains(message).hasLineCount(1);
        assertThat(out()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"denoise", "train-denoiser"})
    void helpNamesEveryKeyItsMeaningAndItsDefault(String command) {
        assertThat(run(command, "--help")).isZero();
        CommandForm form =
                MulliganPlugin.form(
                        MulliganPlugin.context(),
                        command.equals("denoise")
                                ? "org.mulligan.command.DenoiseFiles"
                                : "org.mulligan.command.TrainDenoiser");
        String help = out().replaceAll("\\s+", " ");
        assertThat(form.inputs()).hasSizeGreaterThan(5);
        form.inputs()
                .forEach(
                        input -> {
                            assertThat(help).contains("--" + input.getName());
                            assertThat(help).contains(input.getDescription());
                            if (!input.isRequired() && !"".equals(input.getDefaultValue()))
                                assertThat(help).contains("Default: " + input.getDefaultValue());
                        });
    }

    @Test
    void installAndUninstallSayWhatTheyCannotDo() throws IOException {
        assertThat(run("install", folder.toString())).isEqualTo(1);
        assertThat(err()).contains("is not a whole Mulligan", "mvn package");
        assertThat(run("uninstall", FakeFolders.fiji(folder.resolve("Fiji")).toString()))
                .isEqualTo(1);
        assertThat(err()).contains("Mulligan is not installed in");
        assertThat(run("install")).isEqualTo(2);
    }

    @Test
    void helpAndVersionEverywhere() {
        for (String command :
                List.of("models", "macro", "imagej", "install", "uninstall", "denoise"))
            assertThat(run(command, "--help")).isZero();
        assertThat(run("--help")).isZero();
        assertThat(run("--version")).isZero();
        assertThat(out()).contains("denoise", "train-denoiser", "macro", "models", "imagej");
        assertThat(run("models")).isZero();
    }
}

package org.mulligan.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

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
import org.mulligan.door.CommandForm;
import org.mulligan.door.FormField;
import org.mulligan.engine.DeviceChoice;
import org.mulligan.engine.Precision;
import org.mulligan.engine.Supervision;
import org.mulligan.engine.TrainingPlan;
import org.mulligan.ij1.MulliganPlugin;
import org.mulligan.install.FakeFolders;
import org.mulligan.model.Task;
import org.mulligan.service.MulliganService;
import org.mulligan.service.report.Purpose;
import org.mulligan.service.restore.MaskChoice;
import org.mulligan.service.restore.RestoreSettings;
import org.mulligan.service.restore.RestoreSettings.BitDepth;
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
                                "general", 0, 0, Precision.AUTO, DeviceChoice.AUTO, BitDepth.SAME));
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

    private static TrainingPlan defaults(
            String wanted, TrainingPlan.Imaging imaging, String architecture, int patch) {
        return new TrainingPlan(
                new TrainingPlan.Images(Optional.empty(), Path.of(wanted), true, false),
                imaging,
                new TrainingPlan.Generator(architecture, 32, 3),
                new TrainingPlan.Adversary("non-saturating", 1),
                new TrainingPlan.Schedule(10, 0, patch, 8),
                1,
                Precision.AUTO,
                DeviceChoice.AUTO,
                Path.of("models/mine"),
                false);
    }

    private static TrainingPlan.Psf gaussian(double fwhm) {
        return new TrainingPlan.Psf(fwhm, Optional.empty());
    }

    @Test
    void trainsSuperResolversWithEveryKey() {
        TrainingPlan.Range photons = new TrainingPlan.Range(3, 300);
        assertThat(run("train-super-resolver", "--high", "h", "--name", "mine")).isZero();
        assertThat(service.plan)
                .isEqualTo(
                        defaults(
                                "h",
                                new TrainingPlan.Imaging(
                                        Task.SUPER_RESOLVE,
                                        "microscope",
                                        2,
                                        photons,
                                        1,
                                        gaussian(2),
                                        1),
                                "upscaling-unet",
                                48));

        String line =
                "train-super-resolver --low l --high h --scale 4 --psf 0.3um --pixel 0.1"
                        + " --photons 5-50 --readnoise 2 --name mine --minutes 3 --steps 7 --patch 32"
                        + " --batch 2 --adversary hinge --weight 0.5 --seed 9 --resume"
                        + " --precision fp32 --device cpu --fit false --align --skip --calibration 12 --filters 4 --depth 2";
        assertThat(run(line.split(" "))).isZero();
        assertThat(service.plan)
                .isEqualTo(
                        new TrainingPlan(
                                new TrainingPlan.Images(
                                        Optional.of(Path.of("l")),
                                        Path.of("h"),
                                        false,
                                        true,
                                        true,
                                        Supervision.CLEAN,
                                        12),
                                new TrainingPlan.Imaging(
                                        Task.SUPER_RESOLVE,
                                        "microscope",
                                        4,
                                        new TrainingPlan.Range(5, 50),
                                        2,
                                        gaussian(0.3 / 0.1),
                                        1),
                                new TrainingPlan.Generator("upscaling-unet", 4, 2),
                                new TrainingPlan.Adversary("hinge", 0.5),
                                new TrainingPlan.Schedule(3, 7, 32, 2),
                                9,
                                Precision.FP32,
                                DeviceChoice.CPU,
                                Path.of("models/mine"),
                                true));

        line =
                "train-super-resolver --high h --name mine --na 1.2 --index 1.33 --wavelength 600"
                        + " --pixel 0.05 --psf nonsense";
        assertThat(run(line.split(" "))).isZero();
        assertThat(service.plan.imaging().psf())
                .isEqualTo(
                        new TrainingPlan.Psf(
                                0, Optional.of(new TrainingPlan.Optics(1.2, 600, 1.33, 0.05))));
    }

    @Test
    void stacksSayHowFarApartTheirPlanesAre(@TempDir Path folder) {
        ImagePlus stack = IJ.createImage("cells", 9, 9, 5, 8);
        stack.getCalibration().setUnit("um");
        stack.getCalibration().pixelWidth = 0.1;
        stack.getCalibration().pixelHeight = 0.1;
        stack.getCalibration().pixelDepth = 0.35;
        IJ.saveAsTiff(stack, folder.resolve("a.tif").toString());
        IJ.saveAsTiff(stack, folder.resolve("b.tif").toString());
        String[] line = {
            "train-restorer", "--task", "isotropic", "--wanted", folder.toString(), "--name", "mine"
        };
        assertThat(run(line)).isZero();
        TrainingPlan.Depth depth = service.plan.imaging().depth().orElseThrow();
        assertThat(depth.step()).isCloseTo(3.5, within(1e-6));
        assertThat(depth.lateral()).isEqualTo(3);
        assertThat(depth.axial()).isEqualTo(9);
        assertThat(service.plan.imaging().degradation()).isEqualTo("axial");
        assertThat(service.plan.imaging().psf()).isEqualTo(TrainingPlan.Psf.NONE);

        stack.getCalibration().pixelDepth = 0.5;
        IJ.saveAsTiff(stack, folder.resolve("c.tif").toString());
        assertThat(run(line)).isEqualTo(1);
        assertThat(err())
                .contains("a.tif are 3.50 px apart and those of ", "c.tif 5.00 px", "(zstep)");
    }

    @Test
    void trainsRestorersWithWhatConcernsTheirTask() {
        TrainingPlan.Range photons = new TrainingPlan.Range(3, 300);
        assertThat(run("train-restorer", "--wanted", "w", "--name", "mine")).isZero();
        assertThat(service.plan)
                .isEqualTo(
                        defaults(
                                "w",
                                new TrainingPlan.Imaging(
                                        Task.DEBLUR, "microscope", 1, photons, 1, gaussian(3), 1),
                                "unet",
                                64));
        String line = "train-restorer --task inpaint --wanted w --name mine --hole 9 --psf 5";
        assertThat(run(line.split(" "))).isZero();
        assertThat(service.plan)
                .isEqualTo(
                        defaults(
                                "w",
                                new TrainingPlan.Imaging(
                                        Task.INPAINT, "holes", 1, photons, 0, gaussian(0), 9),
                                "inpainting-unet",
                                64));
        line = "train-restorer --wanted w --name mine --na 0.03 --pixel 6.5 --index 1";
        assertThat(run(line.split(" "))).as("a camera's pixels at 1x are no mistake").isZero();
        line = "train-restorer --measured m --wanted w --name mine --psf 40";
        assertThat(run(line.split(" "))).isZero();
        assertThat(service.plan.images().noisy()).contains(Path.of("m"));
    }

    @Test
    void restoresAFileWithAMask() {
        String target = folder.resolve("b.tif").toString();
        assertThat(
                        run(
                                "restore",
                                "--input",
                                ramp().toString(),
                                "--output",
                                target,
                                "--model",
                                "filler",
                                "--mask",
                                "saturated",
                                "--sharpness",
                                "0.5",
                                "--tile",
                                "64",
                                "--precision",
                                "fp32",
                                "--device",
                                "cpu",
                                "--depth",
                                "32-bit"))
                .isZero();
        assertThat(service.settings)
                .isEqualTo(
                        new RestoreSettings(
                                Purpose.RESTORE,
                                "filler",
                                0.5,
                                64,
                                Precision.FP32,
                                DeviceChoice.CPU,
                                BitDepth.FLOAT,
                                new MaskChoice("saturated", Optional.empty())));
        assertThat(
                        run(
                                "super-resolve",
                                "--input",
                                ramp().toString(),
                                "--output",
                                folder.resolve("c.tif").toString()))
                .isZero();
        assertThat(service.settings)
                .isEqualTo(
                        new RestoreSettings(
                                Purpose.SUPER_RESOLVE,
                                "super-resolution-x2",
                                0,
                                0,
                                Precision.AUTO,
                                DeviceChoice.AUTO,
                                BitDepth.SAME,
                                MaskChoice.NONE));
    }

    @ParameterizedTest(name = "{0} asks for {1}")
    @CsvSource({
        "Denoise, 'input, model, sharpness, strength, region, channels, slices, frames, tile, precision, device, depth, hotpixels, lineoffsets, maps, output'",
        "SuperResolve, 'input, model, sharpness, region, channels, slices, frames, tile, precision, device, depth, hotpixels, lineoffsets, maps, output'",
        "Restore, 'input, model, sharpness, region, channels, slices, frames, tile, precision, device, depth, hotpixels, lineoffsets, maps, output, mask'",
        "restore, 'input, output, model, sharpness, region, channels, slices, frames, skip, tile, precision, device, depth, hotpixels, lineoffsets, maps, mask'",
        "TrainSuperResolver, 'low, high, scale, psf, pixel, na, wavelength, index, photons, readnoise, name, '",
        "TrainRestorer, 'task, measured, wanted, hole, psf, pixel, zstep, axial, na, wavelength, index, photons, readnoise, name, '",
        "TrainDenoiser, 'noisy, clean, noisy2, method, photons, readnoise, name, minutes, '"
    })
    void asksForTheFoldersTheTaskAndTheOpticsFirst(String command, String keys) {
        CommandForm form =
                command.equals("restore")
                        ? Main.form(command)
                        : MulliganPlugin.form(MulliganPlugin.context(), Doors.className(command));
        assertThat(String.join(", ", form.inputs().stream().map(FormField::key).toList()))
                .startsWith(keys);
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
                "train-denoiser --clean c;--name",
                "train-denoiser --clean c --name m --adversary wgan;adversary must be one of",
                "train-denoiser --clean c --name m --resume perhaps;resume must be true or false",
                "train-super-resolver --name m;--high",
                "train-super-resolver --high h --name m --scale 1;scale must be from 2 to 4, got 1",
                "train-super-resolver --high h --name m --scale 2.5;scale must be a whole number, got \"2.5\"",
                "train-restorer --wanted w --name m --task sharpen;task must be one of deblur, inpaint, even-light, isotropic, got \"sharpen\"",
                "train-restorer --wanted w --name m --hole 0;hole must be 1 or more, got 0",
                "super-resolve --input a --output b --mask nan;--mask",
                "restore --input a;--output"
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
                "train-denoiser --name m;noisy or clean must be given, or both; they are empty",
                "train-denoiser --noisy2 n --name m;noisy must be given; it is empty",
                "train-denoiser --clean c --noisy2 n --name m;noisy2 is for fields without clean images",
                "train-denoiser --noisy n --noisy2 m --method noise2void --name m;method=noise2void learns from one noisy image of each field",
                "train-denoiser --clean c --name m --minutes -3;Minutes must be a positive number, got -3.0",
                "train-denoiser --clean c --name m --patch 60;Patch must be a multiple of 8 px, got 60",
                "train-denoiser --clean c --name m --photons many;photons must be a number or a range",
                "train-denoiser --clean c --name m --photons 300-3;A range must run from",
                "train-super-resolver --high h --name m --psf wide;psf must be a FWHM such as 2, 0.3 um or 300 nm, or a range such as 2-6, got \"wide\"",
                "train-super-resolver --high h --name m --psf 6-2;psf=6-2 must run from a number above 0 to one no smaller",
                "train-restorer --wanted w --name m --psf 0.05-2;A range of FWHM must run from 0.1 px or more to a larger number",
                "train-restorer --wanted w --name m --psf 2-6 --na 1.2 --pixel 0.1;psf=2-6 is a range, but na=1.2 gives one PSF; leave na out",
                "train-restorer --wanted w --name m --psf 2-33 --patch 64;'A PSF 33.0 px wide is too large for a patch of 64 px'",
                "train-super-resolver --high h --name m --psf 300nm;psf=300nm needs the size of a pixel of the target images: pixel=... in um",
                "train-super-resolver --high h --name m --na 1.4 --pixel 0.05 --index 1.33;got na=1.4 index=1.33",
                "train-super-resolver --high h --name m --na 1.4;above 0 (Image > Properties has it), got pixel=0.0",
                "train-super-resolver --high h --name m --na -1;na must be 0 or more, got -1.0",
                "train-super-resolver --high h --name m --na 1.2 --pixel 0.05 --wavelength 0.52;The wavelength must be 200 to 2000 nm, got 0.52",
                "train-super-resolver --high h --name m --psf 60;'A PSF 60.0 px wide is too large for a patch of 48 px (96 px of the target image), which must be twice as wide; give patch=64, or check'",
                "train-restorer --wanted w --name m --psf 33 --patch 64;'A PSF 33.0 px wide is too large for a patch of 64 px, which must be twice as wide; give patch=80'",
                "train-restorer --wanted w --name m --na 0.5 --pixel 0.001;give patch=1072, or check the PSF and the pixel size",
                "train-super-resolver --high h --name m --na 1.4 --pixel 65;'A pixel of 65 um is 343 times as wide as the PSF, which is 0.19 um: pixel is in um; was 65 nm meant? Then give pixel=0.065'",
                "train-restorer --wanted w --name m --psf 300nm --pixel 103.5;was 103.5 nm meant? Then give pixel=0.1035",
                "train-restorer --wanted w --name m --na 0.5 --pixel 0.1 --index 15;The refractive index must be 1 to 2 (1 air, 1.33 water, 1.52 oil), got 15.0",
                "train-restorer --wanted w --name m --task inpaint --hole 64;'Holes of up to 64 px leave nothing of a patch of 64 px to learn from; give hole=32 or less, or patch=128'",
                "train-restorer --wanted w --name m --task inpaint --patch 16 --depth 2;'Holes of up to 32 px leave nothing of a patch of 16 px to learn from; give hole=8 or less, or patch=64'",
                "train-restorer --wanted w --name m --task inpaint --measured x;leave measured empty and give them as wanted",
                "train-restorer --wanted w --name m --task isotropic --zstep 4 --measured x;leave measured empty and give the stacks as wanted",
                "train-restorer --wanted none --name m --task isotropic;none is not a folder; give the one with the stacks",
                "train-restorer --wanted w --name m --task isotropic --zstep 40;The planes of a stack must be 1.2 to 16 px apart (zstep), got 40.0",
                "train-restorer --wanted w --name m --task isotropic --zstep 4 --psf 300nm --pixel 0.1 --axial 100nm;'The FWHM of the PSF along the depth (axial) must be 0 to 100 px, and no less than that in the plane (psf), got 1.0 px'"
            })
    void failuresEndWithOneAndOneLine(String line, String message) {
        assertThat(run(line.split(" "))).isEqualTo(1);
        assertThat(err().trim()).contains(message).hasLineCount(1);
        assertThat(out()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "denoise",
                "super-resolve",
                "restore",
                "train-denoiser",
                "train-super-resolver",
                "train-restorer"
            })
    void helpNamesEveryKeyItsMeaningAndItsDefault(String command) {
        assertThat(run(command, "--help")).isZero();
        CommandForm form = Main.form(command);
        String help = out().replaceAll("\\s+", " ");
        assertThat(form.inputs()).hasSizeGreaterThan(5);
        form.inputs()
                .forEach(
                        input -> {
                            assertThat(help).contains("--" + input.key());
                            assertThat(help).contains(input.label() + ": " + input.description());
                            if (!input.isNeeded() && !"".equals(input.standard()))
                                assertThat(help).contains("Default: " + input.standard());
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
                List.of(
                        "models",
                        "macro",
                        "imagej",
                        "benchmark",
                        "install",
                        "uninstall",
                        "denoise")) assertThat(run(command, "--help")).isZero();
        assertThat(run("--help")).isZero();
        assertThat(run("--version")).isZero();
        assertThat(out()).contains("denoise", "train-denoiser", "macro", "models", "imagej");
        assertThat(run("models")).isZero();
    }
}

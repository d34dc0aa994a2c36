package org.mulligan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ij.IJ;
import ij.ImagePlus;
import ij.process.ImageStatistics;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import net.imglib2.img.array.ArrayImgs;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mulligan.door.WatcherService;
import org.mulligan.engine.DeviceChoice;
import org.mulligan.engine.EngineSettings;
import org.mulligan.service.MulliganService;
import org.mulligan.worker.SameProcessEngine;
import org.scijava.Context;
import org.scijava.command.CommandService;
import org.scijava.log.LogService;
import org.scijava.module.Module;
import org.scijava.plugin.Plugin;
import org.scijava.script.AdaptedScriptLanguage;
import org.scijava.script.ScriptLanguage;
import org.scijava.script.ScriptService;

/** The scripts of {@code examples/}, run by SciJava as Fiji runs them. */
@Tag("slow")
class ExamplesTest {
    /** Fiji brings these three languages with it; here they are the same engines. */
    @Plugin(type = ScriptLanguage.class, name = "Groovy")
    public static final class Groovy extends AdaptedScriptLanguage {
        public Groovy() {
            super("groovy");
        }
    }

    /** Jython. */
    @Plugin(type = ScriptLanguage.class, name = "Python (Jython)")
    public static final class Jython extends AdaptedScriptLanguage {
        public Jython() {
            super("jython");
        }
    }

    /** Nashorn. */
    @Plugin(type = ScriptLanguage.class, name = "JavaScript")
    public static final class JavaScript extends AdaptedScriptLanguage {
        public JavaScript() {
            super("nashorn");
        }
    }

    private static Context context;

    @TempDir private Path folder;

    @BeforeAll
    static void start() {
        context =
                new Context(
                        MulliganService.class,
                        ScriptService.class,
                        WatcherService.class,
                        CommandService.class,
                        LogService.class);
        context.service(MulliganService.class)
                .startEngineWith(
                        settings -> new SameProcessEngine(EngineSettings.on(DeviceChoice.CPU)));
        // As Fiji's imagej-legacy has it.
        context.service(ScriptService.class).addAlias(ImagePlus.class);
    }

    @AfterAll
    static void end() {
        context.dispose();
    }

    private static Module run(String script, Map<String, Object> inputs) throws Exception {
        File file = Path.of("examples", script).toFile();
        return context.service(ScriptService.class).run(file, true, inputs).get();
    }

    private static ImagePlus noisy() {
        ImagePlus cell = IJ.openImage("macros/samples/cell.png");
        cell.setRoi(0, 0, 96, 80);
        ImagePlus noisy = cell.crop();
        Random random = new Random(1);
        for (int i = 0; i < 96 * 80; i++)
            noisy.getProcessor()
                    .setf(i, noisy.getProcessor().getf(i) + (float) (20 * random.nextGaussian()));
        return noisy;
    }

    /** How much neighbouring pixels differ; noise makes it large. */
    private static double grain(ImagePlus image) {
        ImagePlus edges = image.duplicate();
        edges.getProcessor().findEdges();
        return edges.getStatistics(ImageStatistics.MEAN).mean;
    }

    @Test
    void groovyDenoisesAFolder() throws Exception {
        Path noisy = Files.createDirectory(folder.resolve("noisy"));
        IJ.saveAsTiff(noisy(), noisy.resolve("one.tif").toString());
        IJ.saveAsTiff(noisy(), noisy.resolve("two.tif").toString());
        Path results = Files.createDirectory(folder.resolve("results"));
        Module module =
                run(
                        "denoise_folder.groovy",
                        Map.of(
                                "noisy",
                                noisy.toFile(),
                                "results",
                                results.toFile(),
                                "model",
                                "fluorescence"));
        assertThat(module.getOutput("written")).isEqualTo("one.tif, two.tif");
        ImagePlus denoised = IJ.openImage(results.resolve("two.tif").toString());
        assertThat(grain(denoised)).isLessThan(0.5 * grain(noisy()));
    }

    @Test
    void jythonMapsTheTrustInAResult() throws Exception {
        Module module =
                run(
                        "trust_maps.py",
                        Map.of("noisy", noisy(), "model", "fluorescence", "sharpness", 0.5));
        assertThat(module.getOutput("report").toString())
                .matches("(?s).*channel 1: RSP 0\\.\\d+, RSE .*");
        ImagePlus maps = (ImagePlus) module.getOutput("maps");
        assertThat(maps.getNChannels()).isEqualTo(3);
        assertThat(grain((ImagePlus) module.getOutput("restored")))
                .isLessThan(0.5 * grain(noisy()));
    }

    @Test
    void jythonRunsTheCommandOfTheMenu() throws Exception {
        Module module =
                run("denoise_command.py", Map.of("noisy", noisy(), "model", "fluorescence"));
        ImagePlus denoised = (ImagePlus) module.getOutput("denoised");
        assertThat(denoised.getTitle()).endsWith("-denoised");
        assertThat(grain(denoised)).isLessThan(0.5 * grain(noisy()));
    }

    /** An Img, as scripts of ImageJ2 have images, in three languages. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "groovy; restored = commands.run(name, true, keys).get().getOutput('restored')",
                "py; restored = commands.run(name, True, keys).get().getOutput('restored')",
                "js; restored = commands.run(name, true, keys).get().getOutput('restored')"
            })
    void everyLanguageRunsACommandOnAnImg(String extension, String line) throws Exception {
        ImagePlus noisy = noisy();
        byte[] pixels = (byte[]) noisy.getProcessor().getPixels();
        Map<String, Object> keys =
                Map.of("input", ArrayImgs.unsignedBytes(pixels, 96, 80), "model", "fluorescence");
        String script =
                String.join(
                        "\n",
                        (extension.equals("py") ? "#" : "//") + " A command on an image of ImgLib2",
                        "#@ CommandService commands",
                        "#@ String name",
                        "#@ java.util.Map keys",
                        "#@output ImagePlus restored",
                        line);
        Module module =
                context.service(ScriptService.class)
                        .run(
                                "command." + extension,
                                script,
                                true,
                                "name",
                                "org.mulligan.command.apply.Denoise",
                                "keys",
                                keys)
                        .get();
        ImagePlus restored = (ImagePlus) module.getOutput("restored");
        assertThat(restored.getBitDepth()).isEqualTo(8);
        assertThat(grain(restored)).isLessThan(0.5 * grain(noisy));
    }

    @Test
    void theLogHasWhatAScriptDidWrong() throws Exception {
        List<String> logged = new CopyOnWriteArrayList<>();
        context.service(LogService.class).addLogListener(line -> logged.add(line.text()));
        Module module = run("denoise_command.py", Map.of("noisy", noisy(), "model", "none"));
        assertThat(module.getOutput("denoised")).isNull();
        assertThat(logged)
                .anyMatch(
                        line ->
                                line.startsWith(
                                        "Denoise with Mulligan... failed: No model is named \"none\""));
    }

    @Test
    void javaScriptDrawsImagesOfASeed() throws Exception {
        ImagePlus drawn =
                (ImagePlus)
                        run("draw_nuclei.js", Map.of("model", "nuclei-64", "count", 3, "seed", 7L))
                                .getOutput("drawn");
        assertThat(drawn.getStackSize()).isEqualTo(3);
        assertThat(drawn.getInfoProperty()).contains("Synthetic: ");
        ImagePlus second =
                (ImagePlus)
                        run("draw_nuclei.js", Map.of("model", "nuclei-64", "count", 1, "seed", 8L))
                                .getOutput("drawn");
        assertThat(second.getProcessor().getPixels()).isEqualTo(drawn.getStack().getPixels(2));
    }
}

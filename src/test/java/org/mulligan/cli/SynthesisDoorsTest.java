package org.mulligan.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ij.IJ;
import ij.ImagePlus;
import ij.Macro;
import ij.WindowManager;
import ij.macro.Interpreter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mulligan.ij1.MulliganPlugin;
import org.mulligan.service.EngineHere;
import org.mulligan.service.MulliganService;
import org.mulligan.service.TrainedSynthesiser;
import org.mulligan.ui.CommandForm;
import org.scijava.Context;

/** Synthetic images by a macro and from the command line: the same pixels. */
class SynthesisDoorsTest {
    @TempDir private Path folder;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final String threadName = Thread.currentThread().getName();
    private MulliganService service;
    private Context context;
    private Path model;

    @BeforeEach
    void startWithAnEngineHere() throws IOException {
        model = TrainedSynthesiser.model();
        context = EngineHere.start();
        MulliganPlugin.use(context);
        service = context.service(MulliganService.class);
        Interpreter.batchMode = true;
    }

    @AfterEach
    void end() {
        Macro.setOptions(null);
        Thread.currentThread().setName(threadName);
        WindowManager.setTempCurrentImage(null);
        Interpreter.batchMode = false;
        service.endEngine();
    }

    private int run(String line) {
        return new Main(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8))
                .run(filled(line).split(" "));
    }

    private String filled(String line) {
        return line.replace("@", folder + "/").replace("MODEL", model.toString());
    }

    private ImagePlus macro(String command, String options) {
        // The name of a thread is how ImageJ knows that a macro runs on it.
        Thread.currentThread().setName("Run$_test");
        WindowManager.setTempCurrentImage(null);
        Macro.setOptions(filled(options));
        new MulliganPlugin().run("org.mulligan.command." + command);
        return WindowManager.getCurrentImage();
    }

    static void assertSame(ImagePlus actual, ImagePlus expected) {
        assertThat(actual.getDimensions()).isEqualTo(expected.getDimensions());
        for (int i = 1; i <= expected.getStackSize(); i++) {
            assertThat(actual.getStack().getPixels(i)).isEqualTo(expected.getStack().getPixels(i));
            assertThat(actual.getStack().getSliceLabel(i))
                    .isEqualTo(expected.getStack().getSliceLabel(i));
        }
    }

    @Test
    void synthesisesTheSamePixelsFromEachDoor() {
        String keys = "--model MODEL --count 18 --seed 5 --class right --truncation 0.8";
        assertThat(run("synthesise --output @drawn.tif " + keys)).as(err::toString).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo(folder + "/drawn.tif\n");
        ImagePlus written = IJ.openImage(folder + "/drawn.tif");
        assertThat(written.getStackSize()).isEqualTo(18);
        ImagePlus shown =
                macro("Synthesise", "model=MODEL count=18 seed=5 class=right truncation=0.8");
        assertSame(shown, written);
        assertThat(shown.getTitle()).isEqualTo("spots-synthetic");
    }

    @Test
    void walksTheSameWayFromEachDoor() {
        assertThat(run("latent --output @way.tif --model MODEL --from 3 --to 8 --frames 4"))
                .as(err::toString)
                .isZero();
        ImagePlus written = IJ.openImage(folder + "/way.tif");
        assertThat(written.getNFrames()).isEqualTo(4);
        assertSame(macro("Latent", "model=MODEL do=interpolate from=3 to=8 frames=4"), written);
        ImagePlus first = macro("Synthesise", "model=MODEL count=1 seed=3");
        assertThat(first.getProcessor().getPixels()).isEqualTo(written.getStack().getPixels(1));

        assertThat(run("latent --output @d.tif --model MODEL --do directions --count 2")).isZero();
        ImagePlus rows = macro("Latent", "model=MODEL do=directions count=2 show=true");
        assertSame(rows, IJ.openImage(folder + "/d.tif"));
    }

    @Test
    void projectsAFileFromTheCommandLineAndTheActiveImageFromAMacro() throws IOException {
        assertThat(run("synthesise --output @one.tif --model MODEL --count 1 --seed 700")).isZero();
        out.reset();
        assertThat(run("latent --output @p.tif --model MODEL --do project --image @one.tif"))
                .as(err::toString)
                .isZero();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("Residual: RMS ", "/p.tif\n")
                .endsWith("/p-latent.txt\n");
        ImagePlus active = IJ.openImage(folder + "/one.tif");
        Thread.currentThread().setName("Run$_test");
        WindowManager.setTempCurrentImage(active);
        Macro.setOptions(filled("model=MODEL do=project"));
        new MulliganPlugin().run("org.mulligan.command.Latent");
        ImagePlus shown = WindowManager.getCurrentImage();
        ImagePlus written = IJ.openImage(folder + "/p.tif");
        assertThat(shown.getStackSize()).isEqualTo(3);
        for (int i = 1; i <= 3; i++)
            assertThat(shown.getStack().getPixels(i)).isEqualTo(written.getStack().getPixels(i));

        assertThat(run("synthesise --output @new --model MODEL --point @p-latent.txt")).isZero();
        assertThat(folder.resolve("new").toFile().list())
                .singleElement()
                .asString()
                .matches("spots-(left|right)-p-latent\\.tif");
    }

    @Test
    void theMacroRunsInAProcessOfItsOwn() throws Exception {
        Path said = folder.resolve("said.txt");
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0",
                                "-Dorg.bytedeco.javacpp.maxBytes=0",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Main.class.getName(),
                                "macro",
                                "macros/latent.ijm",
                                model + ";" + folder.resolve("all"))
                        .redirectErrorStream(true)
                        .redirectOutput(said.toFile())
                        .start();
        if (!process.waitFor(120, TimeUnit.SECONDS)) process.destroyForcibly().waitFor();
        assertThat(process.exitValue()).as(Files.readString(said)).isZero();
        assertThat(folder.resolve("all").toFile().list())
                .containsExactlyInAnyOrder(
                        "synthetic.tif",
                        "way.tif",
                        "sum.tif",
                        "directions.tif",
                        "projection.tif",
                        "projection-latent.txt",
                        "again.tif");
        ImagePlus here = macro("Synthesise", "model=MODEL count=16 seed=1");
        assertSame(here, IJ.openImage(folder.resolve("all/synthetic.tif").toString()));
    }

    @Test
    void aWrongClassEndsTheCommandWithTheNames() {
        assertThat(run("synthesise --output @d.tif --model MODEL --class middle")).isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("its classes are left, right");
    }

    @Test
    void aProjectionOfNothingIsRefusedInWords() {
        CommandForm form = MulliganPlugin.form(context, "org.mulligan.command.Latent");
        Map<String, Object> values =
                new HashMap<>(form.values(Map.of("model", model.toString(), "do", "project")));
        assertThatThrownBy(() -> form.run(values)).hasMessageContaining("none is given or open");
    }

    @Test
    void whatMattersIsAskedFirst() {
        assertThat(MulliganPlugin.form(context, "org.mulligan.command.Latent").inputs())
                .extracting(CommandForm::key)
                .startsWith("input", "model", "do", "from", "to");
        assertThat(MulliganPlugin.form(context, "org.mulligan.command.Synthesise").inputs())
                .extracting(CommandForm::key)
                .containsSubsequence("model", "count", "seed", "class", "truncation");
    }

    @Test
    void aKeyMayBeAWordOfJava() {
        CommandForm form = MulliganPlugin.form(context, "org.mulligan.command.Synthesise");
        assertThat(form.inputs()).extracting(CommandForm::key).contains("class");
        assertThat(form.choices("class")).isEmpty();
    }
}

package org.mulligan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ij.IJ;
import ij.ImagePlus;
import ij.Macro;
import ij.WindowManager;
import ij.macro.Interpreter;
import ij.process.FloatProcessor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mulligan.ij1.MulliganPlugin;
import org.mulligan.image.Scaling;
import org.mulligan.model.Convention;
import org.mulligan.model.ModelDescription;
import org.mulligan.model.ModelFile;
import org.mulligan.service.EngineHere;
import org.mulligan.service.MulliganService;
import org.mulligan.tensor.StrangeGraphs;
import org.scijava.Context;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

/** Import and Apply Model by a macro and from the command line. */
class ImportDoorsTest {
    @TempDir private Path folder;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final String threadName = Thread.currentThread().getName();
    private final String models = System.getProperty("mulligan.models");
    private MulliganService service;

    @BeforeEach
    void start() throws IOException {
        Files.createDirectory(folder.resolve("models"));
        System.setProperty("mulligan.models", folder.resolve("models").toString());
        Context context = EngineHere.start();
        MulliganPlugin.use(context);
        service = context.service(MulliganService.class);
        Interpreter.batchMode = true;
        StrangeGraphs.write(
                folder.resolve("smooth.pb"),
                TFloat32.class,
                Shape.of(-1, -1, -1, 1),
                (tf, x) ->
                        tf.math.div(StrangeGraphs.convolved(tf, x, 3, 1, 1, 1), tf.constant(1.2f)));
        FloatProcessor pixels = new FloatProcessor(50, 40);
        Random random = new Random(1);
        for (int i = 0; i < 2000; i++) pixels.setf(i, 100 + random.nextInt(50));
        IJ.saveAsTiff(new ImagePlus("noisy", pixels), folder.resolve("noisy.tif").toString());
    }

    @AfterEach
    void end() {
        if (models == null) System.clearProperty("mulligan.models");
        else System.setProperty("mulligan.models", models);
        Macro.setOptions(null);
        Thread.currentThread().setName(threadName);
        WindowManager.setTempCurrentImage(null);
        Interpreter.batchMode = false;
        service.endEngine();
    }

    private int run(String line) {
        out.reset();
        err.reset();
        String[] words = line.replace("@", folder + "/").split(" +(?=([^\"]*\"[^\"]*\")*[^\"]*$)");
        for (int i = 0; i < words.length; i++) words[i] = words[i].replace("\"", "");
        return new Main(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8))
                .run(words);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private void macro(String command, String options) {
        // The name of a thread is how ImageJ knows that a macro runs on it.
        Thread.currentThread().setName("Run$_test");
        WindowManager.setTempCurrentImage(null);
        Macro.setOptions(options.replace("@", folder + "/"));
        new MulliganPlugin().run("org.mulligan.command." + command);
    }

    @Test
    void importsAndAppliesAlikeFromEachDoor() throws IOException {
        assertThat(
                        run(
                                "import --source @smooth.pb --name @a.zip --task denoise --units image --normalisation \"fixed 120 30\" --axes byxc --multiple 4"))
                .as(this::err)
                .isZero();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .endsWith(folder.resolve("a.zip") + System.lineSeparator());
        macro(
                "ImportModel",
                "source=@smooth.pb name=@b.zip task=denoise units=image normalisation=[fixed 120 30] axes=byxc multiple=4");
        ModelDescription one = ModelFile.open(folder.resolve("a.zip")).description();
        ModelDescription two = ModelFile.open(folder.resolve("b.zip")).description();
        assertThat(one.task()).isEqualTo(ModelDescription.DENOISE);
        assertThat(one.stride()).isEqualTo(4);
        assertThat(one.convention())
                .isEqualTo(new Convention(1, 1, Scaling.fixed(120, 150), true, 0))
                .isEqualTo(two.convention());

        assertThat(run("apply-model --input @noisy.tif --model @a.zip --output @line.tif"))
                .as(this::err)
                .isZero();
        assertThat(run("denoise --input @noisy.tif --model @b.zip --output @denoised.tif"))
                .as(this::err)
                .isZero();
        Interpreter.addBatchModeImage(IJ.openImage(folder + "/noisy.tif"));
        macro("ApplyModel", "input=noisy.tif model=@a.zip output=@macro.tif");
        float[] line = pixels("line.tif");
        assertThat(pixels("denoised.tif")).isEqualTo(line);
        assertThat(pixels("macro.tif")).isEqualTo(line);
        // A weighted mean of 9 pixels of 100 to 149.
        assertThat(line[20 * 50 + 25]).isBetween(90f, 160f);
    }

    private float[] pixels(String file) {
        return (float[]) IJ.openImage(folder.resolve(file).toString()).getProcessor().getPixels();
    }

    @Test
    void installsUnderItsOwnNameWhereCommandsFindIt() throws IOException {
        assertThat(run("import --source @smooth.pb")).as(this::err).isZero();
        assertThat(folder.resolve("models/smooth.zip")).isRegularFile();
        assertThat(run("apply-model --input @noisy.tif --model smooth --output @out.tif"))
                .as(this::err)
                .isZero();
        assertThat(run("denoise --input @noisy.tif --model smooth --output @no.tif")).isOne();
        assertThat(err()).contains("is not for Denoise...", "Plugins > Mulligan > Apply Model...");
        assertThat(folder.resolve("no.tif")).doesNotExist();
        assertThat(run("import --source @smooth.pb")).isOne();
        assertThat(err()).contains("smooth.zip", "give another with name=");
        // Its own package needs nothing but a copy.
        assertThat(run("import --source @models/smooth.zip --name again")).as(this::err).isZero();
        ModelFile again = ModelFile.open(folder.resolve("models/again.zip"));
        ModelFile smooth = ModelFile.open(folder.resolve("models/smooth.zip"));
        assertThat(again.description()).isEqualTo(smooth.description());
    }

    @ParameterizedTest(name = "{0} {1}: {3}")
    @CsvSource(
            delimiter = ';',
            value = {
                "@nowhere.zip;'';1;nowhere.zip",
                "@models;'';1;holds no model that Mulligan knows",
                "@noisy.tif;'';1;holds no model that Mulligan knows",
                "@smooth.pb;--task paint;2;task",
                "@smooth.pb;--units metres;2;units",
                "@smooth.pb;--normalisation some;1;normalisation must be auto, none, mean-deviation",
                "@smooth.pb;--normalisation \"range 5 1\";1;normalisation must be auto",
                "@smooth.pb;--normalisation \"percentiles 5\";1;it needs two numbers",
                "@smooth.pb;--axes bzyx;1;letters b, y, x and c",
                "@smooth.pb;--output other;1;has no output \"other\"; it has out",
                "@smooth.pb;--multiple 5000;1;multiple must be 0 (found out) to 1024 px",
                "http:///nothing;'';1;is no address"
            })
    void refusesAndLeavesNothing(String source, String keys, int code, String reason)
            throws IOException {
        assertThat(run(("import --source " + source + " --name @never.zip " + keys).strip()))
                .as(this::err)
                .isEqualTo(code);
        assertThat(err()).contains(reason).doesNotContain("Exception");
        assertThat(folder.resolve("never.zip")).doesNotExist();
        assertThat(folder.resolve("models")).isEmptyDirectory();
    }

    @Test
    void saysWhatWouldBeInferredInTheWordsOfItsKeys() {
        assertThat(run("import --source @smooth.pb --infer")).as(this::err).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8).strip())
                .isEqualTo(
                        "Inferred: task=image-to-image normalisation=[percentiles 0.0 100.0] units=network");
        assertThat(
                        run(
                                "import --source @smooth.pb --infer --task denoise --units image --normalisation none"))
                .as(this::err)
                .isZero();
        assertThat(out.toString(StandardCharsets.UTF_8).strip())
                .isEqualTo("Nothing has to be inferred");
        assertThat(folder.resolve("models")).isEmptyDirectory();
    }

    /** In a process of its own, as the launcher does: dialogs are replaced before ImageJ starts. */
    @Test
    void importsByTheMacroOfTheManual() throws Exception {
        Path said = folder.resolve("said.txt");
        String files =
                Stream.of("smooth.pb", "m.zip", "noisy.tif", "result.tif")
                        .map(name -> folder.resolve(name).toString())
                        .collect(Collectors.joining(";"));
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0",
                                "-Dorg.bytedeco.javacpp.maxBytes=0",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Main.class.getName(),
                                "macro",
                                "macros/import.ijm",
                                files)
                        .redirectErrorStream(true)
                        .redirectOutput(said.toFile())
                        .start();
        if (!process.waitFor(120, TimeUnit.SECONDS)) process.destroyForcibly().waitFor();
        assertThat(process.exitValue()).as(Files.readString(said)).isZero();
        assertThat(pixels("result.tif")).hasSize(2000);
    }
}

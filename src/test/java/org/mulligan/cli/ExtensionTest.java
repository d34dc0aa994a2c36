package org.mulligan.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ij.IJ;
import ij.ImagePlus;
import ij.process.FloatProcessor;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mulligan.ExtensionJar;
import org.mulligan.data.simulation.SimulatedPairs;
import org.mulligan.data.simulation.Structures;
import org.mulligan.door.CommandForm;
import org.mulligan.door.FormField;
import org.mulligan.engine.DeviceChoice;
import org.mulligan.engine.Precision;
import org.mulligan.engine.TrainingListener;
import org.mulligan.engine.TrainingPlan;
import org.mulligan.ij1.MulliganPlugin;
import org.mulligan.model.ModelFile;
import org.mulligan.model.Weights;
import org.mulligan.service.EngineHere;
import org.mulligan.service.MulliganService;
import org.scijava.Context;

/** A stranger's jar with a class of each seam, used as a user does, through every door. */
@Tag("slow")
class ExtensionTest {
    private static final String PARTS =
            "architecture=residual-cnn pixelloss=charbonnier adversary=least-absolute"
                    + " discriminator=pixel degradation=hot-pixels";

    private static final String SIZES =
            "steps=60 filters=4 depth=1 patch=32 batch=2 precision=fp32 device=cpu";

    @TempDir private static Path folder;
    private static Path jar;

    @RegisterExtension private final Doors doors = new Doors(() -> ExtensionJar.start(jar));

    @BeforeAll
    static void build() throws IOException {
        jar = ExtensionJar.build(folder);
        new SimulatedPairs(Structures.CELLS, 64, 3, 20, 20)
                .write(folder.resolve("images"), 4, made -> {});
    }

    @BeforeEach
    void placeFiles() {
        doors.put("@", folder + "/");
    }

    private static String options(String keys) {
        return Arrays.stream(keys.split(" "))
                .map(key -> "--" + key)
                .collect(Collectors.joining(" "));
    }

    private CommandForm form(String command) {
        return MulliganPlugin.form(doors.context(), "org.mulligan.command." + command);
    }

    @ParameterizedTest(name = "{0}: {1} of {2}")
    @CsvSource({
        "train-denoiser, architecture, train.TrainDenoiser, own unet unet-noise-map residual-cnn, residual-cnn",
        "train-super-resolver, architecture, train.TrainSuperResolver, own upscaling-unet, ''",
        "train-denoiser, pixelloss, train.TrainDenoiser, l1 charbonnier, charbonnier",
        "train-restorer, discriminator, train.TrainRestorer, patch pixel, pixel",
        "train-denoiser, degradation, train.TrainDenoiser, own detector poisson-gaussian hot-pixels, hot-pixels",
        "train-restorer, adversary, train.TrainRestorer, non-saturating hinge least-squares none least-absolute, least-absolute",
        "train-synthesiser, loss, train.TrainSynthesiser, own non-saturating least-squares wasserstein wasserstein-gp hinge least-absolute, least-absolute",
        "train-synthesiser, system, train.TrainSynthesiser, resnet dcgan mlp vae styled plain-gan, plain-gan"
    })
    void dialogsMacrosAndHelpOfferWhatTheTaskCanUse(
            String subcommand, String key, String command, String choices, String added) {
        CommandForm form = form(command);
        assertThat(form.choices(key)).containsExactly(choices.split(" "));
        // Nothing is added for a super-resolver, and a list of one is no question.
        if (added.isEmpty()) assertThat(asked(form)).isNotEmpty().doesNotContain(key);
        else assertThat(asked(form)).contains(key);
        doors.succeeds(subcommand + " --help");
        assertThat(doors.out().replaceAll("\\s+", " "))
                .contains(String.join(", ", form.choices(key)));

        assertThat(doors.run(subcommand + required(form) + " --" + key + " nonsense")).isEqualTo(2);
        assertThat(doors.err())
                .contains(
                        key + " must be one of " + String.join(", ", form.choices(key)),
                        "got \"nonsense\"; what comes from an extension needs its jar");
    }

    private static List<String> asked(CommandForm form) {
        return form.inputs().stream().filter(FormField::isAsked).map(FormField::key).toList();
    }

    private static String required(CommandForm form) {
        StringBuilder line = new StringBuilder();
        for (FormField field : form.inputs())
            if (field.isNeeded()) line.append(" --").append(field.key()).append(" x");
        return line.toString();
    }

    @Test
    void withoutTheJarADialogDoesNotAskForWhatHasOneChoice() {
        try (Context plain = EngineHere.start()) {
            CommandForm form =
                    MulliganPlugin.form(plain, "org.mulligan.command.train.TrainRestorer");
            assertThat(asked(form))
                    .contains("adversary")
                    .doesNotContain("architecture", "pixelloss", "discriminator", "degradation");
            assertThat(form.choices("discriminator")).containsExactly("patch");
        }
    }

    /** The first with an engine that a launcher's process starts, the other with a macro's. */
    @Test
    void trainsFromTheCommandLineAndAMacroAndTheModelNeedsNoJar() throws Exception {
        List<String> line =
                new ArrayList<>(
                        List.of(
                                "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0",
                                "-Dorg.bytedeco.javacpp.maxBytes=0",
                                Main.class.getName(),
                                "--extensions",
                                jar.toString(),
                                "train-denoiser",
                                "--clean",
                                folder.resolve("images/clean").toString(),
                                "--name",
                                folder.resolve("line.zip").toString()));
        line.addAll(List.of(options(PARTS + " " + SIZES).split(" ")));
        JavaProcess mulligan = JavaProcess.run(folder, 120, line);
        assertThat(mulligan.code()).as(mulligan.err()).isZero();
        assertThat(mulligan.err())
                .contains("charbonnier 0.")
                .containsPattern("discriminator loss \\d\\.\\d+ \\(1\\.000 at equilibrium");

        doors.macro(
                "train.TrainDenoiser",
                "clean=[@images/clean] name=[@macro.zip] " + PARTS + " " + SIZES);
        ModelFile model = ModelFile.open(folder.resolve("line.zip"));
        assertSameWeights(model, ModelFile.open(folder.resolve("macro.zip")));
        assertThat(plan(model))
                .containsEntry("architecture", "residual-cnn")
                .containsEntry("pixelloss", "charbonnier")
                .containsEntry("adversary", "least-absolute")
                .containsEntry("discriminator", "pixel")
                .containsEntry("degradation", "hot-pixels");
        assertThat(model.description().receptiveField()).isEqualTo(9);

        try (Context plain = EngineHere.start()) {
            MulliganPlugin.use(plain);
            ImagePlus noisy = new ImagePlus("ramp", new FloatProcessor(41, 33));
            for (int i = 0; i < 41 * 33; i++) noisy.getProcessor().setf(i, i % 41 + i % 7);
            ImagePlus denoised =
                    doors.macro("apply.Denoise", noisy, "model=[@line.zip] precision=fp32");
            assertThat(denoised.getTitle()).isEqualTo("ramp-denoised");
            assertThat((float[]) denoised.getProcessor().getPixels())
                    .isNotEqualTo(noisy.getProcessor().getPixels());
            plain.service(MulliganService.class).endEngine();
        }
    }

    private static void assertSameWeights(ModelFile one, ModelFile other) throws IOException {
        assertThat(one.weights()).containsExactly(Weights.FAITHFUL, Weights.ADVERSARIAL);
        for (Weights weights : one.weights())
            assertThat(Arrays.equals(one.graph(weights), other.graph(weights)))
                    .as(weights.toString())
                    .isTrue();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> plan(ModelFile model) {
        return (Map<String, Object>) model.description().provenance().get("plan");
    }

    /** As {@link #PARTS} and {@link #SIZES} say. */
    private static TrainingPlan plan(String name, boolean resume) {
        return new TrainingPlan(
                new TrainingPlan.Images(
                        Optional.empty(), folder.resolve("images/clean"), true, false),
                TrainingPlan.Imaging.noise(new TrainingPlan.Range(3, 300), 1)
                        .degradedBy("hot-pixels"),
                new TrainingPlan.Generator("residual-cnn", "charbonnier", 4, 1),
                new TrainingPlan.Adversary("least-absolute", "pixel", 2),
                new TrainingPlan.Schedule(10, 60, 32, 2),
                1,
                Precision.FP32,
                DeviceChoice.CPU,
                folder.resolve(name),
                resume);
    }

    @Test
    void anInterruptedTrainingGoesOnWithTheSameNamesOnly() throws IOException {
        MulliganService mulligan = doors.context().service(MulliganService.class);
        mulligan.train(plan("whole.zip", false), TrainingListener.SILENT);
        AtomicReference<Double> done = new AtomicReference<>(0.0);
        mulligan.train(
                plan("parts.zip", false),
                new TrainingListener() {
                    @Override
                    public void update(String what, double fraction, double left) {
                        done.set(fraction);
                    }

                    @Override
                    public boolean cancelled() {
                        return done.get() > 0.2;
                    }
                });
        assertThat(folder.resolve(".parts.zip.training")).isDirectory();
        String line =
                "train-denoiser --clean @images/clean --name @parts.zip --resume true "
                        + options(SIZES)
                        + " ";

        assertThat(doors.run(line + options(PARTS.replace("pixelloss=charbonnier ", ""))))
                .isEqualTo(1);
        assertThat(doors.err()).contains("pixelloss left out, was pixelloss=charbonnier");
        assertThat(doors.run(line + options(PARTS.replace("hot-pixels", "own")))).isEqualTo(1);
        assertThat(doors.err()).contains("degradation left out, was degradation=hot-pixels");

        try (Context plain = EngineHere.start()) {
            MulliganPlugin.use(plain);
            assertThat(doors.run(line + options(PARTS))).isEqualTo(2);
            assertThat(doors.err())
                    .contains(
                            "architecture must be one of own, unet, unet-noise-map, got \"residual-cnn\"")
                    .contains("what comes from an extension needs its jar");
        } finally {
            MulliganPlugin.use(doors.context());
        }

        doors.succeeds(line + options(PARTS));
        assertThat(doors.err()).contains("Going on after step ");
        assertSameWeights(
                ModelFile.open(folder.resolve("whole.zip")),
                ModelFile.open(folder.resolve("parts.zip")));
    }

    @Test
    void anArchitectureOfAnotherTaskIsRefusedWithThoseOfTheTask() {
        assertThat(
                        doors.run(
                                "train-restorer --task even-light --wanted @images/clean --name"
                                        + " @other.zip --architecture residual-cnn --steps 3"))
                .isEqualTo(1);
        assertThat(doors.err())
                .contains(
                        "The architecture \"residual-cnn\" is not for the task even-light; there"
                                + " are [shading-net]");
    }

    @Test
    void aPreviewShowsTheDegradation() {
        ImagePlus clean =
                IJ.openImage(folder.resolve("images/clean").toFile().listFiles()[0].toString());
        ImagePlus own = doors.macro("train.PreviewDegradation", clean, "photons=50");
        ImagePlus hot =
                doors.macro("train.PreviewDegradation", clean, "photons=50 degradation=hot-pixels");
        assertThat(hot.getDimensions()).isEqualTo(own.getDimensions());
        assertThat((float[]) hot.getProcessor().getPixels())
                .isNotEqualTo((float[]) own.getProcessor().getPixels());
    }

    @Test
    void aPreviewRefusesWhatTheTrainingWould() {
        MulliganService mulligan = doors.context().service(MulliganService.class);
        TrainingPlan.Imaging imaging =
                TrainingPlan.Imaging.noise(new TrainingPlan.Range(3, 300), 1).degradedBy("holes");
        ImagePlus clean = new ImagePlus("clean", new FloatProcessor(40, 30));
        assertThatThrownBy(() -> mulligan.previewDegradation(clean, imaging, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "The degradation \"holes\" is not for the task denoise; there are"
                                + " [detector, poisson-gaussian, hot-pixels]");
    }

    @Test
    void trainsASynthesiserOfTheJarWithALossOfTheJar() throws IOException {
        doors.succeeds(
                "train-synthesiser --images @images/clean --name @plain.zip --size 16 --fit crop"
                        + " --system plain-gan --loss least-absolute --steps 20 --batch 4"
                        + " --precision fp32 --device cpu");
        assertThat(plan(ModelFile.open(folder.resolve("plain.zip"))))
                .containsEntry("system", "plain-gan")
                .containsEntry("loss", "least-absolute");
    }

    @Test
    void evaluateHasAColumnOfEachMetricThatIsNamed() throws IOException {
        for (String name : List.of("result", "target")) {
            Path to = Files.createDirectories(folder.resolve("table").resolve(name));
            FloatProcessor pixels = new FloatProcessor(40, 30);
            for (int i = 0; i < 40 * 30; i++) pixels.setf(i, i % 40);
            if (name.equals("result")) pixels.setf(77, 300);
            IJ.saveAsTiff(new ImagePlus("a", pixels), to.resolve("a.tif").toString());
        }
        String line = "evaluate --result @table/result --truth @table/target --metrics ";
        List<String> table = doors.succeeds(line + "largest-error,RSE").lines().toList();
        assertThat(table.get(0)).contains(" coherence largest-error       RSE   slope ");
        assertThat(table.get(1))
                .contains("result ")
                .containsPattern(" 263\\.0000 +\\d+\\.\\d{4} +\\d\\.\\d{3} ");
        assertThat(doors.run(line + "largest-error,best")).isEqualTo(2);
        assertThat(doors.err())
                .contains("metrics must be names, with commas between them, each one of ")
                .contains("largest-error", "got \"best\"");
    }

    /** As in ImageJ: half of the jar's classes could not even be loaded there. */
    @Test
    void theNamesOfTheJarAreThereWhereTensorFlowIsNot() throws Exception {
        String without =
                Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                        .filter(
                                file ->
                                        !file.matches(
                                                ".*[/\\\\](tensorflow|ndarray|javacpp)[^/\\\\]*"))
                        .collect(Collectors.joining(File.pathSeparator));
        String images = folder.resolve("images/clean").toString();
        List<String> start =
                List.of("-cp", without, Main.class.getName(), "--extensions", jar.toString());
        List<String> evaluate =
                List.of("evaluate", "--result", images, "--truth", images, "--metrics");
        JavaProcess table =
                JavaProcess.run(folder, 60, joined(start, evaluate, List.of("largest-error")));
        assertThat(table.code()).as(table.err()).isZero();
        assertThat(table.out()).containsPattern("largest-error +slope .*\n.* 0\\.0000 +1\\.000 ");
        JavaProcess help =
                JavaProcess.run(folder, 60, joined(start, List.of("train-denoiser", "--help")));
        assertThat(help.code()).as(help.err()).isZero();
        assertThat(help.out()).contains("charbonnier", "residual-cnn", "least-absolute");
    }

    @SafeVarargs
    private static List<String> joined(List<String>... parts) {
        return Arrays.stream(parts).flatMap(List::stream).toList();
    }

    @Test
    void importReadsAFormatOfTheJar() throws Exception {
        Path foreign = Path.of(getClass().getResource("/models/stored/foreign.pb").toURI());
        Files.copy(foreign, folder.resolve("network.pb"));
        Files.writeString(folder.resolve("network.note"), "network.pb\n");
        doors.succeeds(
                "import --source @network.note --name @imported.zip --task denoise --units image"
                        + " --normalisation \"fixed 700 300\" --axes byxc --multiple 4");
        assertThat(ModelFile.open(folder.resolve("imported.zip")).description().summary())
                .isEqualTo("Imported: note");

        Files.writeString(folder.resolve("nothing.txt"), "nothing");
        assertThat(doors.run("import --source @nothing.txt --name @nothing.zip")).isEqualTo(1);
        assertThat(doors.err()).contains("frozen graphs (.pb), note");
    }

    @Test
    void aJarThatIsNotThereIsNamed() throws Exception {
        JavaProcess mulligan =
                JavaProcess.run(
                        folder,
                        60,
                        List.of(Main.class.getName(), "models", "--extensions=none.jar"));
        assertThat(mulligan.code()).isEqualTo(2);
        assertThat(mulligan.err()).contains("There is no jar none.jar");
        assertThat(mulligan.out()).isEmpty();
    }
}

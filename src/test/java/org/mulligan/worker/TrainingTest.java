package org.mulligan.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ij.IJ;
import ij.ImagePlus;
import ij.io.FileSaver;
import ij.process.ImageProcessor;
import ij.process.ShortProcessor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.mulligan.data.simulation.SimulatedPairs;
import org.mulligan.data.simulation.Structures;
import org.mulligan.engine.DeviceChoice;
import org.mulligan.engine.Engine;
import org.mulligan.engine.EngineException;
import org.mulligan.engine.EngineSettings;
import org.mulligan.engine.Precision;
import org.mulligan.engine.TrainingListener;
import org.mulligan.engine.TrainingMeasurement;
import org.mulligan.engine.TrainingPlan;
import org.mulligan.engine.TrainingReport;
import org.mulligan.engine.process.Engines;
import org.mulligan.image.intensity.ChannelIntensities;
import org.mulligan.image.intensity.Normalisation;
import org.mulligan.image.intensity.Scaling;
import org.mulligan.image.intensity.TypicalAppearance;
import org.mulligan.image.io.ImageFiles;
import org.mulligan.image.plane.ImagePlusPlanes;
import org.mulligan.image.plane.PlaneSource;
import org.mulligan.metric.AppearanceProbe;
import org.mulligan.model.ModelFile;
import org.mulligan.model.Task;
import org.mulligan.model.Weights;
import org.mulligan.service.models.PythonCheck;

/** Trains on simulated images through the engine's contract, from folders to a package. */
@Tag("slow")
class TrainingTest {
    @TempDir static Path folder;

    private static final SameProcessEngine engine =
            new SameProcessEngine(EngineSettings.on(DeviceChoice.CPU));

    @BeforeAll
    static void simulate() throws IOException {
        new SimulatedPairs(Structures.CELLS, 128, 3, 20, 20)
                .write(folder.resolve("images"), 40, made -> {});
    }

    @AfterAll
    static void closeAndShowThePackagesToPython() throws Exception {
        engine.close();
        PythonCheck.validateAll(folder);
    }

    private static TrainingPlan plan(String name, String adversary, long steps, boolean resume) {
        return plan(name, adversary, 2, steps, resume);
    }

    private static TrainingPlan plan(
            String name, String adversary, double weight, long steps, boolean resume) {
        return new TrainingPlan(
                new TrainingPlan.Images(
                        Optional.of(folder.resolve("images/noisy")),
                        folder.resolve("images/clean"),
                        true,
                        false),
                TrainingPlan.Imaging.noise(new TrainingPlan.Range(3, 300), 1),
                new TrainingPlan.Generator("unet", 8, 2),
                new TrainingPlan.Adversary(adversary, weight),
                new TrainingPlan.Schedule(1, steps, 32, 8),
                1,
                Precision.FP32,
                DeviceChoice.CPU,
                folder.resolve(name),
                resume);
    }

    /** Asks the training to stop after a number of steps. */
    private static TrainingListener stopAfter(int steps) {
        return new TrainingListener() {
            private int asked;

            @Override
            public boolean cancelled() {
                return asked++ >= steps;
            }
        };
    }

    @SuppressWarnings("unchecked")
    private static double validation(ModelFile model, String row, String figure) {
        Map<String, Object> figures =
                (Map<String, Object>) model.description().provenance().get("validation");
        return ((Number) ((Map<String, Object>) figures.get(row)).get(figure)).doubleValue();
    }

    @Test
    void beatsTheBestGaussianOnImagesItHasNotSeen() throws IOException {
        ModelFile model =
                ModelFile.open(
                        engine.train(
                                        plan("faithful.zip", "none", 2000, false),
                                        TrainingListener.SILENT)
                                .model());

        assertThat(validation(model, "faithful", "psnr"))
                .isGreaterThan(validation(model, "gaussian", "psnr"));
        assertThat(model.weights()).containsExactly(Weights.FAITHFUL);
    }

    @Test
    void evensLightThatItHasNotSeen() throws IOException {
        Path grains = Files.createDirectories(folder.resolve("grains"));
        for (int i = 0; i < 10; i++) {
            ShortProcessor pixels = new ShortProcessor(96, 80);
            Random random = new Random(i);
            for (int k = 0; k < 96 * 80; k++) pixels.set(k, 100 + random.nextInt(900));
            new FileSaver(new ImagePlus("grains", pixels))
                    .saveAsTiff(grains.resolve("grain%d.tif".formatted(i)).toString());
        }
        TrainingPlan plan =
                new TrainingPlan(
                        new TrainingPlan.Images(Optional.empty(), grains, true, false),
                        new TrainingPlan.Imaging(
                                Task.EVEN_LIGHT,
                                "shading",
                                1,
                                new TrainingPlan.Range(3, 300),
                                0,
                                TrainingPlan.Psf.NONE,
                                1),
                        new TrainingPlan.Generator("shading-net", 4, 3),
                        new TrainingPlan.Adversary("none", 0),
                        new TrainingPlan.Schedule(1, 150, 64, 8),
                        1,
                        Precision.FP32,
                        DeviceChoice.CPU,
                        folder.resolve("light.zip"),
                        false);
        ModelFile model = ModelFile.open(engine.train(plan, TrainingListener.SILENT).model());

        assertThat(validation(model, "faithful", "psnr"))
                .isGreaterThan(validation(model, "measured", "psnr") + 2);
        assertThat(model.description().stride()).isEqualTo(8);
        assertThat(model.description().task()).isEqualTo(Task.EVEN_LIGHT);
    }

    @Test
    void remembersWhatItsNoisyImagesLookedLike() throws IOException {
        engine.train(plan("looks", "none", 20, false), TrainingListener.SILENT);
        TypicalAppearance known =
                ModelFile.open(folder.resolve("looks"))
                        .description()
                        .facts()
                        .appearance()
                        .orElseThrow();

        assertThat(known.images()).isBetween(30, 39);
        assertThat(unlike(known, "noisy")).isLessThanOrEqualTo(2);
        assertThat(unlike(known, "clean")).isEqualTo(40);
        assertThat(folder.resolve("looks/README.md"))
                .content()
                .containsPattern(
                        "unlike those of %d training images .* it would warn of [01] of %d images"
                                .formatted(known.images(), 40 - known.images()));
    }

    private static int unlike(TypicalAppearance known, String which) throws IOException {
        int unlike = 0;
        for (Path file : ImageFiles.list(folder.resolve("images/" + which))) {
            PlaneSource image = new ImagePlusPlanes(ImageFiles.open(file));
            Normalisation units =
                    ChannelIntensities.measure(image, Scaling.percentiles(1, 99.8), plane -> {})
                            .get(0)
                            .normalisation();
            if (new AppearanceProbe(units)
                    .add(image.read(0))
                    .appearance()
                    .flatMap(known::difference)
                    .isPresent()) unlike++;
        }
        return unlike;
    }

    @Test
    void givesTheSameModelWhenItIsInterruptedAndResumed() throws IOException {
        engine.train(plan("whole.zip", "hinge", 60, false), TrainingListener.SILENT);
        TrainingReport stopped = engine.train(plan("parts.zip", "hinge", 60, false), stopAfter(51));
        TrainingReport resumed =
                engine.train(plan("parts.zip", "hinge", 60, true), TrainingListener.SILENT);

        assertThat(stopped.complete()).isFalse();
        assertThat(stopped.steps()).isEqualTo(51);
        assertThat(resumed.complete()).isTrue();
        ModelFile whole = ModelFile.open(folder.resolve("whole.zip"));
        ModelFile parts = ModelFile.open(folder.resolve("parts.zip"));
        for (Weights weights : whole.weights())
            assertThat(Arrays.equals(parts.graph(weights), whole.graph(weights)))
                    .as(weights.toString())
                    .isTrue();
        assertThat(parts.description().facts().appearance())
                .isPresent()
                .isEqualTo(whole.description().facts().appearance());
        assertThat(folder.resolve(".parts.zip.training")).doesNotExist();
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "the process is killed with a signal")
    void givesTheSameModelWhenItsProcessIsKilledInTheMiddleAndResumed() throws IOException {
        EngineSettings settings = new EngineSettings(DeviceChoice.CPU, 1024, 0);
        AtomicReference<Double> done = new AtomicReference<>(0.0);
        AtomicLong victim = new AtomicLong();
        TrainingListener listener =
                new TrainingListener() {
                    @Override
                    public void update(String what, double fraction, double left) {
                        done.set(fraction);
                        if (fraction > 0.6 && victim.get() != 0)
                            ProcessHandle.of(victim.get())
                                    .ifPresent(ProcessHandle::destroyForcibly);
                    }

                    /** The first run stops early, for a checkpoint that is not the first step's. */
                    @Override
                    public boolean cancelled() {
                        return victim.get() == 0 && done.get() > 0.1;
                    }
                };
        try (Engine own = Engines.ownProcess(settings)) {
            own.train(plan("uninterrupted.zip", "hinge", 200, false), TrainingListener.SILENT);
            assertThat(own.train(plan("killed.zip", "hinge", 200, false), listener).complete())
                    .isFalse();
            victim.set(own.info().pid());
            assertThatThrownBy(() -> own.train(plan("killed.zip", "hinge", 200, true), listener))
                    .isInstanceOf(EngineException.class)
                    .hasMessageContaining("SIGKILL")
                    .hasMessageContaining("resume=true goes on");
            assertThat(own.train(plan("killed.zip", "hinge", 200, true), TrainingListener.SILENT))
                    .matches(TrainingReport::complete);
        }
        ModelFile whole = ModelFile.open(folder.resolve("uninterrupted.zip"));
        ModelFile killed = ModelFile.open(folder.resolve("killed.zip"));
        for (Weights weights : whole.weights())
            assertThat(Arrays.equals(killed.graph(weights), whole.graph(weights)))
                    .as(weights.toString())
                    .isTrue();
    }

    @Test
    void keepsWhatItHasWhenItIsStopped() throws IOException {
        TrainingReport report = engine.train(plan("early.zip", "hinge", 400, false), stopAfter(30));

        ModelFile model = ModelFile.open(report.model());
        assertThat(model.weights()).containsExactly(Weights.FAITHFUL);
        assertThat(model.card())
                .containsPattern("30 of 400 steps, \\d+ s on CPU \\(\\d+ threads\\)");
        assertThat(model.description().provenance().get("device"))
                .isEqualTo(engine.info().device());
    }

    @Test
    void leavesNothingWhenItIsStoppedBeforeItBegan() {
        assertThatThrownBy(() -> engine.train(plan("never.zip", "hinge", 400, false), stopAfter(0)))
                .isInstanceOf(CancellationException.class);
        assertThat(folder.resolve("never.zip")).doesNotExist();
    }

    @Test
    void neverOverwritesAModelOrAnInterruptedTraining() throws IOException {
        engine.train(plan("taken.zip", "none", 30, false), stopAfter(20));
        byte[] before = Files.readAllBytes(folder.resolve("taken.zip"));

        assertThatThrownBy(
                        () ->
                                engine.train(
                                        plan("taken.zip", "none", 30, false),
                                        TrainingListener.SILENT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("taken.zip exists already");
        Files.move(folder.resolve("taken.zip"), folder.resolve("elsewhere.zip"));
        assertThatThrownBy(
                        () ->
                                engine.train(
                                        plan("taken.zip", "none", 30, false),
                                        TrainingListener.SILENT))
                .hasMessageContaining("resume=true");
        assertThat(Files.readAllBytes(folder.resolve("elsewhere.zip"))).isEqualTo(before);
    }

    @Test
    void refusesToResumeWithOtherSettings() throws IOException {
        engine.train(plan("other.zip", "none", 30, false), stopAfter(20));

        assertThatThrownBy(
                        () ->
                                engine.train(
                                        plan("other.zip", "none", 40, true),
                                        TrainingListener.SILENT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("steps=40, was steps=30");
    }

    @Test
    void saysWhichAdversariesThereAre() {
        assertThatThrownBy(
                        () ->
                                engine.train(
                                        plan("wrong.zip", "gentle", 30, false),
                                        TrainingListener.SILENT))
                .hasMessageContaining("No adversary is named \"gentle\"")
                .hasMessageContaining("hinge, least-squares, non-saturating");
    }

    @Test
    void goesBackThreeTimesWhenTheLossIsNoNumberAndThenGivesUp() {
        List<String> log = new java.util.ArrayList<>();
        assertThatThrownBy(
                        () ->
                                engine.train(
                                        plan("diverged.zip", "hinge", 1e38, 60, false),
                                        new TrainingListener() {
                                            @Override
                                            public void log(String line) {
                                                log.add(line);
                                            }
                                        }))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("diverged")
                .hasMessageContaining("smaller weight");
        assertThat(log).filteredOn(line -> line.contains("of the learning rate")).hasSize(3);
        assertThat(log).anyMatch(line -> line.contains("with 0.125 of the learning rate"));
        assertThat(folder.resolve("diverged.zip")).doesNotExist();
    }

    @Test
    void tellsHowItGoes() throws IOException {
        List<TrainingMeasurement> seen = new java.util.ArrayList<>();
        List<ImagePlus> drawn = new java.util.ArrayList<>();
        engine.train(
                plan("told.zip", "non-saturating", 80, false),
                new TrainingListener() {
                    @Override
                    public void measured(TrainingMeasurement measurement) {
                        seen.add(measurement);
                    }

                    @Override
                    public void drew(Path sheet, long step) {
                        drawn.add(IJ.openImage(sheet.toString()));
                    }
                });

        assertThat(seen).extracting(TrainingMeasurement::stage).contains("faithful", "adversarial");
        assertThat(seen).allSatisfy(now -> assertThat(now.psnr()).isBetween(5.0, 60.0));
        TrainingMeasurement last = seen.get(seen.size() - 1);
        assertThat(last.discriminatorLoss()).isPositive();
        assertThat(last.balance().equilibriumLoss()).isPositive();
        assertThat(last.balance().realAboveFake()).isBetween(0.0, 1.0);
        assertThat(seen.get(0).balance().realAboveFake()).isNaN();
        assertThat(last.held().value()).isEqualTo(last.psnr());
        assertThat(last.held().gaussian()).isGreaterThan(last.held().raw());
        assertThat(drawn).hasSameSizeAs(seen);
        assertThat(drawn.get(0).getInfoProperty())
                .contains("Panels: noisy | faithful | adversarial | target | taken off");
        // Panels of one width with 4 px between them: what the adversary makes is there at the end.
        int panel = (drawn.get(0).getWidth() + 4) / 5;
        assertThat(range(drawn.get(0), 2 * panel, panel - 4)).isZero();
        // In the faithful stage what is taken off is what is noisy less what is made, around 0.5.
        ImageProcessor first = drawn.get(0).getProcessor();
        for (int y = 0; y < first.getHeight(); y++)
            for (int x = 0; x < panel - 4; x++)
                assertThat(first.getf(4 * panel + x, y))
                        .isEqualTo(0.5f + first.getf(x, y) - first.getf(panel + x, y));
        ImagePlus end = drawn.get(drawn.size() - 1);
        assertThat(range(end, 2 * panel, panel - 4)).isPositive();
        assertThat(range(end, panel, panel - 4)).isPositive();
    }

    /** Of a panel's values, over the whole height. */
    private static double range(ImagePlus sheet, int x, int width) {
        ImageProcessor plane = sheet.getProcessor();
        plane.setRoi(x, 0, width, sheet.getHeight());
        return plane.crop().getStats().max - plane.crop().getStats().min;
    }
}

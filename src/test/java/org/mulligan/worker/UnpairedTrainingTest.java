package org.mulligan.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mulligan.data.unpaired.NoisyFields;
import org.mulligan.engine.DeviceChoice;
import org.mulligan.engine.EngineSettings;
import org.mulligan.engine.Precision;
import org.mulligan.engine.Supervision;
import org.mulligan.engine.TrainingListener;
import org.mulligan.engine.TrainingPlan;
import org.mulligan.engine.TrainingReport;
import org.mulligan.model.ModelFile;
import org.mulligan.model.Weights;
import org.mulligan.train.vst.VstTrainer;

/** Trains on noisy images that have no clean partners, from a folder to a package. */
@Tag("slow")
class UnpairedTrainingTest {
    @TempDir static Path folder;

    private static final SameProcessEngine engine =
            new SameProcessEngine(EngineSettings.on(DeviceChoice.CPU));

    /** What the trainings said. */
    private final List<String> log = new ArrayList<>();

    @BeforeAll
    static void simulate() throws IOException {
        NoisyFields.folder(folder.resolve("noisy"), folder.resolve("second"), 6, 20);
    }

    @AfterAll
    static void close() {
        engine.close();
    }

    private static TrainingPlan plan(
            String name,
            Optional<Path> noisy,
            Path target,
            Supervision supervision,
            Optional<Path> start,
            long steps,
            boolean resume) {
        return new TrainingPlan(
                new TrainingPlan.Images(noisy, target, true, false, false, supervision),
                TrainingPlan.Imaging.noise(new TrainingPlan.Range(3, 300), 1),
                new TrainingPlan.Generator("unet", TrainingPlan.Generator.L2, 8, 2, start),
                new TrainingPlan.Adversary(TrainingPlan.Adversary.NONE, 0),
                new TrainingPlan.Schedule(1, steps, 32, 8),
                1,
                Precision.FP32,
                DeviceChoice.CPU,
                folder.resolve(name),
                resume);
    }

    private static TrainingPlan alone(String name, Supervision supervision, long steps) {
        return plan(
                name,
                Optional.empty(),
                folder.resolve("noisy"),
                supervision,
                Optional.empty(),
                steps,
                false);
    }

    private ModelFile trained(TrainingPlan plan) throws IOException {
        TrainingReport report = engine.train(plan, listener(Long.MAX_VALUE));
        return ModelFile.open(report.model());
    }

    private TrainingListener listener(long steps) {
        return new TrainingListener() {
            private long asked;

            @Override
            public boolean cancelled() {
                return asked++ >= steps;
            }

            @Override
            public void log(String line) {
                log.add(line);
            }
        };
    }

    @SuppressWarnings("unchecked")
    private static double error(ModelFile model, String row) {
        Map<String, Object> figures =
                (Map<String, Object>) model.description().provenance().get("validation");
        return ((Number) ((Map<String, Object>) figures.get(row)).get("estimated_error"))
                .doubleValue();
    }

    @Test
    void learnsFromNoisyImagesAlone() throws IOException {
        ModelFile model = trained(alone("split.zip", Supervision.AUTO, 400));
        assertThat(error(model, "faithful")).isLessThan(0.15);
        assertThat(error(model, "noisy")).isEqualTo(1);
        assertThat(model.weights()).containsExactly(Weights.FAITHFUL);
        assertThat(model.card())
                .contains("there were no clean images", "`method=auto`", "method=recorrupted");
        assertThat(model.description().facts().planned("noisy")).contains("noisy");
    }

    @Test
    void learnsFromHiddenPixels() throws IOException {
        ModelFile model = trained(alone("hidden.zip", Supervision.NOISE2VOID, 400));
        assertThat(error(model, "faithful")).isLessThan(0.3);
    }

    @Test
    void learnsFromTwoShotsOfEachField() throws IOException {
        TrainingPlan plan =
                plan(
                        "twice.zip",
                        Optional.of(folder.resolve("noisy")),
                        folder.resolve("second"),
                        Supervision.NOISE2NOISE,
                        Optional.empty(),
                        400,
                        false);
        ModelFile model = trained(plan);
        assertThat(error(model, "faithful")).isLessThan(0.15);
        assertThat(model.card()).contains("`noisy2=second`");
    }

    @Test
    void beginsWithTheShippedWeightsAndKeepsThemWhereItLearnsNothing() throws IOException {
        Path shipped = Path.of(System.getProperty("mulligan.home"), "models", "fluorescence");
        TrainingPlan plan =
                plan(
                        "started.zip",
                        Optional.empty(),
                        folder.resolve("noisy"),
                        Supervision.AUTO,
                        Optional.of(shipped),
                        2,
                        false);
        ModelFile model = trained(plan);
        assertThat(log)
                .anyMatch(line -> line.startsWith("The training begins with the weights of"))
                .anyMatch(line -> line.startsWith("step 0 (faithful)"));
        assertThat(error(model, "faithful")).isLessThan(error(model, "gaussian"));
        assertThat(model.description().receptiveField())
                .isEqualTo(ModelFile.open(shipped).description().receptiveField());
    }

    @Test
    void goesOnBitForBit() throws IOException {
        ModelFile whole = trained(alone("whole.zip", Supervision.AUTO, 60));
        TrainingPlan plan = alone("stopped.zip", Supervision.AUTO, 60);
        engine.train(plan, listener(30));
        ModelFile resumed =
                trained(
                        new TrainingPlan(
                                plan.images(),
                                plan.imaging(),
                                plan.generator(),
                                plan.adversary(),
                                plan.schedule(),
                                plan.seed(),
                                plan.precision(),
                                plan.device(),
                                plan.model(),
                                true));
        assertThat(Arrays.equals(whole.graph(Weights.FAITHFUL), resumed.graph(Weights.FAITHFUL)))
                .isTrue();
    }

    @Test
    void ofOnePlaneItFitsACurveToTheNoise() throws IOException {
        Path one = folder.resolve("noisy").resolve("field1.tif");
        Path shipped = Path.of(System.getProperty("mulligan.home"), "models", "fluorescence");
        TrainingPlan plan =
                plan(
                        "one.zip",
                        Optional.empty(),
                        one,
                        Supervision.AUTO,
                        Optional.of(shipped),
                        60,
                        false);
        assertThat(VstTrainer.suits(plan)).isTrue();
        ModelFile model = trained(plan);
        assertThat(log).anyMatch(line -> line.contains("method=noise2vst"));
        assertThat(model.weights()).containsExactly(Weights.FAITHFUL);
        assertThat(VstTrainer.suits(alone("many.zip", Supervision.AUTO, 5))).isFalse();
        Path rows =
                NoisyFields.save(
                        folder.resolve("rows.tif"),
                        NoisyFields.withRows(
                                NoisyFields.noisy(NoisyFields.clean(1, 20), 1), 60, 1));
        assertThat(
                        VstTrainer.suits(
                                plan(
                                        "rows.zip",
                                        Optional.empty(),
                                        rows,
                                        Supervision.AUTO,
                                        Optional.empty(),
                                        5,
                                        false)))
                .isFalse();
    }

    @Test
    void refusesOneFolderTwice() {
        TrainingPlan plan =
                plan(
                        "same.zip",
                        Optional.of(folder.resolve("noisy")),
                        folder.resolve("noisy"),
                        Supervision.NOISE2NOISE,
                        Optional.empty(),
                        10,
                        false);
        assertThatThrownBy(() -> trained(plan))
                .hasMessageContaining("noisy and noisy2 have the same pixels");
    }

    @Test
    void refusesShotsOfOtherFields() throws IOException {
        for (int i = 0; i < 6; i++)
            NoisyFields.save(
                    folder.resolve("others").resolve("field%d.tif".formatted(i)),
                    NoisyFields.noisy(NoisyFields.clean(i + 20, 20), i));
        TrainingPlan plan =
                plan(
                        "others.zip",
                        Optional.of(folder.resolve("noisy")),
                        folder.resolve("others"),
                        Supervision.NOISE2NOISE,
                        Optional.empty(),
                        10,
                        false);
        assertThatThrownBy(() -> trained(plan))
                .hasMessageContaining("noisy")
                .hasMessageContaining("noisy2");
    }
}

package org.mulligan.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mulligan.data.simulation.SimulatedPairs;
import org.mulligan.data.simulation.Structures;
import org.mulligan.engine.DeviceChoice;
import org.mulligan.engine.EngineSettings;
import org.mulligan.engine.Precision;
import org.mulligan.engine.TrainingListener;
import org.mulligan.engine.TrainingPlan;
import org.mulligan.engine.TrainingReport;
import org.mulligan.model.ModelFacts;
import org.mulligan.model.ModelFile;
import org.mulligan.model.Weights;

/** Trainings on pairs that begin with the weights of a model. */
@Tag("slow")
class StartingTest {
    private static final int FILTERS = 4;
    private static final int STEPS = 150;

    @TempDir private static Path folder;

    private static final SameProcessEngine engine =
            new SameProcessEngine(EngineSettings.on(DeviceChoice.CPU));

    @BeforeAll
    static void train() throws IOException {
        new SimulatedPairs(Structures.CELLS, 96, 3, 20, 20)
                .write(folder.resolve("images"), 12, made -> {});
        engine.train(
                plan("known", generator("unet", Optional.empty()), STEPS, false),
                TrainingListener.SILENT);
    }

    @AfterAll
    static void close() {
        engine.close();
    }

    private static TrainingPlan.Generator generator(String architecture, Optional<String> start) {
        // Of a start the size is taken, and not what is asked for here.
        int filters = start.isPresent() ? 2 * FILTERS : FILTERS;
        return new TrainingPlan.Generator(
                architecture, TrainingPlan.Generator.L1, filters, 2, start.map(folder::resolve));
    }

    private static TrainingPlan plan(
            String name, TrainingPlan.Generator generator, long steps, boolean resume) {
        return new TrainingPlan(
                new TrainingPlan.Images(
                        Optional.of(folder.resolve("images/noisy")),
                        folder.resolve("images/clean"),
                        true,
                        false),
                TrainingPlan.Imaging.noise(new TrainingPlan.Range(3, 300), 1),
                generator,
                new TrainingPlan.Adversary(TrainingPlan.Adversary.NONE, 0),
                new TrainingPlan.Schedule(1, steps, 32, 8),
                1,
                Precision.FP32,
                DeviceChoice.CPU,
                folder.resolve(name),
                resume);
    }

    private static double psnr(Path model) throws IOException {
        Map<?, ?> rows = (Map<?, ?>) facts(model).provenance().get("validation");
        return ((Number) ((Map<?, ?>) rows.get("faithful")).get("psnr")).doubleValue();
    }

    private static ModelFacts facts(Path model) throws IOException {
        return ModelFile.open(model).description().facts();
    }

    private static Path train(String name, String architecture, String start) throws IOException {
        return engine.train(
                        plan(name, generator(architecture, Optional.of(start)), 1, false),
                        TrainingListener.SILENT)
                .model();
    }

    @Test
    void aStepIsEnoughToDoAsWellAsTheModel() throws IOException {
        double known = psnr(folder.resolve("known"));
        double alone =
                psnr(
                        engine.train(
                                        plan("one", generator("unet", Optional.empty()), 1, false),
                                        TrainingListener.SILENT)
                                .model());
        Path begun = train("begun", "unet", "known");
        assertThat(alone).isLessThan(known - 1);
        assertThat(psnr(begun)).isGreaterThan(known - 0.1);
        assertThat(facts(begun).plannedNumber("filters")).hasValue(FILTERS);
        assertThat(facts(begun).planned("start")).hasValue("known");
        // Whose plan asked for more filters than it has.
        assertThat(psnr(train("again", "unet", "begun"))).isGreaterThan(known - 0.1);
    }

    @Test
    void oneThatIsToldOfTheNoiseBeginsWithOneThatIsNotAndWithOneThatIs() throws IOException {
        double known = psnr(folder.resolve("known"));
        assertThat(psnr(train("told", "unet-noise-map", "known"))).isGreaterThan(known - 0.2);
        assertThat(psnr(train("told2", "unet-noise-map", "told"))).isGreaterThan(known - 0.2);
    }

    private static TrainingPlan.Generator taught(String architecture, int filters, int depth) {
        return new TrainingPlan.Generator(
                architecture,
                TrainingPlan.Generator.L1,
                filters,
                depth,
                Optional.empty(),
                TrainingPlan.Dimensions.TWO,
                Optional.of(folder.resolve("known")));
    }

    /** A network of half the maps, which learns for a tenth of the time. */
    @Test
    void aSmallerNetworkLearnsWhatALargerOneMakes() throws IOException {
        List<String> lines = new ArrayList<>();
        Path small =
                engine.train(
                                plan("small", taught("unet", FILTERS / 2, 2), 60, false),
                                new TrainingListener() {
                                    @Override
                                    public void log(String line) {
                                        lines.add(line);
                                    }
                                })
                        .model();
        assertThat(lines)
                .contains(
                        "The training learns what known makes, which has 4 filters, and begins with those 2 of them that count for most.");
        assertThat(facts(small).plannedNumber("filters")).hasValue(2);
        assertThat(facts(small).planned("teacher")).hasValue("known");
        Path alone =
                engine.train(
                                plan(
                                        "alone",
                                        new TrainingPlan.Generator("unet", FILTERS / 2, 2),
                                        60,
                                        false),
                                TrainingListener.SILENT)
                        .model();
        assertThat(facts(alone).planned("teacher")).isEmpty();
        assertThat(psnr(small)).isGreaterThan(psnr(alone) + 0.2);
    }

    @Test
    void aTeacherThatDoesNotFitIsRefused() {
        assertThatThrownBy(
                        () ->
                                engine.train(
                                        plan("wide", taught("unet", FILTERS, 2), 5, false),
                                        TrainingListener.SILENT))
                .hasMessageContaining(
                        "teacher=known has filters=4 and depth=2; give fewer filters");
        assertThatThrownBy(
                        () ->
                                engine.train(
                                        plan("deep", taught("unet", 2, 3), 5, false),
                                        TrainingListener.SILENT))
                .hasMessageContaining("not filters=2 and depth=3");
        assertThatThrownBy(
                        () ->
                                engine.train(
                                        plan("told", taught("unet-noise-map", 2, 2), 5, false),
                                        TrainingListener.SILENT))
                .hasMessageContaining("teacher=known has the architecture unet");
    }

    @Test
    void weightsOfAnotherArchitectureAreRefused() {
        assertThatThrownBy(() -> train("other", "n2v2", "known"))
                .hasMessageContaining("architecture=n2v2")
                .hasMessageContaining("known")
                .hasMessageContaining("start=none");
    }

    /** As a training that an earlier version began. */
    @Test
    void whatBeganWithRandomWeightsGoesOnSo() throws IOException {
        TrainingPlan.Generator random = generator("unet", Optional.empty());
        engine.train(plan("whole", random, 40, false), TrainingListener.SILENT);
        List<String> lines = new ArrayList<>();
        TrainingReport stopped =
                engine.train(
                        plan("parts", random, 40, false),
                        new TrainingListener() {
                            private int asked;

                            @Override
                            public boolean cancelled() {
                                return asked++ >= 30;
                            }
                        });
        TrainingPlan.Generator begun =
                new TrainingPlan.Generator(
                        "unet",
                        TrainingPlan.Generator.L1,
                        FILTERS,
                        2,
                        Optional.of(folder.resolve("known")));
        engine.train(
                plan("parts", begun, 40, true),
                new TrainingListener() {
                    @Override
                    public void log(String line) {
                        lines.add(line);
                    }
                });
        assertThat(stopped.complete()).isFalse();
        assertThat(ModelFile.open(folder.resolve("parts")).graph(Weights.FAITHFUL))
                .isEqualTo(ModelFile.open(folder.resolve("whole")).graph(Weights.FAITHFUL));
        assertThat(lines).noneMatch(line -> line.contains("begins with the weights"));
    }
}

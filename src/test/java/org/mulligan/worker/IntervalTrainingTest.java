package org.mulligan.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mulligan.data.simulation.SimulatedPairs;
import org.mulligan.data.simulation.Structures;
import org.mulligan.engine.DeviceChoice;
import org.mulligan.engine.EngineSettings;
import org.mulligan.engine.Precision;
import org.mulligan.engine.Supervision;
import org.mulligan.engine.TrainingListener;
import org.mulligan.engine.TrainingPlan;
import org.mulligan.metric.interval.Coverage;
import org.mulligan.metric.interval.Interval;
import org.mulligan.model.ModelFile;

/** Trainings of a few steps, whose results have an interval. */
class IntervalTrainingTest {
    @TempDir private static Path folder;

    private static final SameProcessEngine engine =
            new SameProcessEngine(EngineSettings.on(DeviceChoice.CPU));

    @BeforeAll
    static void simulate() throws IOException {
        new SimulatedPairs(Structures.CELLS, 64, 3, 20, 20)
                .write(folder.resolve("images"), 18, made -> {});
    }

    @AfterAll
    static void close() {
        engine.close();
    }

    private static ModelFile train(String name, boolean pairs, int calibration) throws IOException {
        TrainingPlan plan =
                new TrainingPlan(
                        new TrainingPlan.Images(
                                pairs
                                        ? Optional.of(folder.resolve("images/noisy"))
                                        : Optional.empty(),
                                folder.resolve("images/clean"),
                                true,
                                false,
                                false,
                                Supervision.CLEAN,
                                calibration),
                        TrainingPlan.Imaging.noise(new TrainingPlan.Range(20, 20), 1),
                        new TrainingPlan.Generator("unet", 4, 1),
                        new TrainingPlan.Adversary("none", 1),
                        new TrainingPlan.Schedule(1, 20, 32, 4),
                        1,
                        Precision.FP32,
                        DeviceChoice.CPU,
                        folder.resolve(name),
                        false);
        return ModelFile.open(engine.train(plan, TrainingListener.SILENT).model());
    }

    @Test
    void guaranteesWhatItMeasuredOnFieldsThatWereKeptForIt() throws IOException {
        ModelFile model = train("kept", true, 10);
        Interval interval = model.description().facts().interval().orElseThrow();
        assertThat(interval.guaranteed()).isTrue();
        assertThat(interval.fields()).isEqualTo(10);
        Coverage coverage = interval.coverage().orElseThrow();
        assertThat(coverage.mean()).isBetween(0.95, 1.0);
        assertThat(interval.quietest()).isPositive();
        assertThat(model.description().facts().plannedNumber("calibration")).hasValue(10);
        assertThat(model.description().summary()).contains("trained on 6 images");
        assertThat(model.card())
                .contains(
                        "- interval of 90 % around faithful results: on average at least 90 % of the pixels of a new field like these lie inside (conformal risk control over 10 fields that were kept for it)",
                        "10 held back to calibrate intervals: ")
                .contains("Maps of trust have the half-width");
    }

    @Test
    void promisesNothingOfTheFieldsOfTheValidation() throws IOException {
        ModelFile model = train("shared", false, 0);
        Interval interval = model.description().facts().interval().orElseThrow();
        assertThat(interval.guaranteed()).isFalse();
        assertThat(interval.fields()).isEqualTo(2);
        assertThat(interval.coverage().orElseThrow().mean()).isBetween(0.8, 0.97);
        assertThat(model.description().facts().plannedNumber("calibration")).isEmpty();
        assertThat(model.card())
                .contains(
                        "- interval of 90 % around faithful results: no guarantee: 2 fields were");
    }

    @Test
    void refusesToHoldEverythingBack() {
        assertThatThrownBy(() -> train("all", true, 16))
                .hasMessageContaining("calibration=16 fields of view")
                .hasMessageContaining("there are 16 to train on; give at most 15");
    }
}

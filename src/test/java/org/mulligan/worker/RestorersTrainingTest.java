package org.mulligan.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.mulligan.Close.assertClose;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mulligan.data.simulation.SimulatedPairs;
import org.mulligan.data.simulation.Structures;
import org.mulligan.engine.DeviceChoice;
import org.mulligan.engine.EngineSettings;
import org.mulligan.engine.Network;
import org.mulligan.engine.Precision;
import org.mulligan.engine.TrainingListener;
import org.mulligan.engine.TrainingPlan;
import org.mulligan.engine.TrainingReport;
import org.mulligan.image.filter.Bicubic;
import org.mulligan.image.intensity.Normalisation;
import org.mulligan.image.psf.Psf;
import org.mulligan.model.ModelFile;
import org.mulligan.model.Task;
import org.mulligan.model.TestTensors;
import org.mulligan.model.Weights;
import org.mulligan.service.models.PythonCheck;

/** Short trainings of the networks that enlarge, deblur and fill in, from folders to a package. */
@Tag("slow")
class RestorersTrainingTest {
    @TempDir private static Path folder;

    private static final SameProcessEngine engine =
            new SameProcessEngine(EngineSettings.on(DeviceChoice.CPU));

    @BeforeAll
    static void simulate() throws IOException {
        new SimulatedPairs(Structures.CELLS, 128, 3, 20, 20)
                .write(folder.resolve("images"), 8, made -> {});
    }

    @AfterAll
    static void closeAndShowThePackagesToPython() throws Exception {
        engine.close();
        PythonCheck.validateAll(folder);
    }

    private static TrainingPlan plan(
            String name, String task, int scale, String adversary, long steps, boolean resume) {
        boolean fills = task.equals("inpaint");
        return new TrainingPlan(
                new TrainingPlan.Images(
                        Optional.empty(), folder.resolve("images/clean"), true, false),
                new TrainingPlan.Imaging(
                        Task.of(task),
                        fills ? "holes" : "microscope",
                        scale,
                        new TrainingPlan.Range(50, 50),
                        fills ? 0 : 1,
                        new TrainingPlan.Psf(fills ? 0 : 3, Optional.empty()),
                        fills ? 6 : 1),
                new TrainingPlan.Generator(
                        fills ? "inpainting-unet" : scale > 1 ? "upscaling-unet" : "unet", 4, 2),
                new TrainingPlan.Adversary(adversary, 1),
                new TrainingPlan.Schedule(1, steps, scale > 2 ? 16 : 32, 4),
                1,
                Precision.FP32,
                DeviceChoice.CPU,
                folder.resolve(name),
                resume);
    }

    private static float[] run(ModelFile model, double sharpness, float[] input, int width)
            throws IOException {
        int height = input.length / width;
        int scale = model.description().scale();
        FloatBuffer from = engine.allocate(input.length);
        FloatBuffer to = engine.allocate(scale * scale * input.length);
        from.put(0, input);
        try (Network network = engine.load(model, sharpness, Precision.FP32)) {
            network.run(from, to, height, width, () -> false);
        }
        float[] output = new float[scale * scale * input.length];
        to.get(0, output);
        return output;
    }

    @ParameterizedTest(name = "{0} x{1}")
    @CsvSource({
        "super-resolve, 2",
        "super-resolve, 3",
        "super-resolve, 4",
        "deblur, 1",
        "inpaint, 1"
    })
    void endsWithAPackageThatRestores(String task, int scale) throws IOException {
        String name = "%s-%d.zip".formatted(task, scale);
        ModelFile model =
                ModelFile.open(
                        engine.train(
                                        plan(name, task, scale, "hinge", 60, false),
                                        TrainingListener.SILENT)
                                .model());
        assertThat(model.description().task().word()).isEqualTo(task);
        assertThat(model.description().scale()).isEqualTo(scale);
        assertThat(model.weights()).containsExactly(Weights.FAITHFUL, Weights.ADVERSARIAL);
        boolean blurs = !task.equals("inpaint");
        assertThat(model.description().facts().psf().map(Psf::fwhm))
                .isEqualTo(blurs ? Optional.of(3.0) : Optional.empty());
        assertThat(plan(model)).containsEntry("task", task);

        TestTensors tensors = model.testTensors();
        float[] output = run(model, 0, tensors.input(), tensors.width());
        assertClose(output, tensors.output(), 1e-4f);
        float[] sharp = run(model, 1, tensors.input(), tensors.width());
        assertThat(sharp).isNotEqualTo(output).hasSameSizeAs(output);
        for (float value : output) assertThat(value).isBetween(-2f, 3f);
        if (scale > 1) assertThat(output).isNotEqualTo(enlarged(tensors, scale));
        if (!blurs) assertFills(tensors.input(), output, sharp);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> plan(ModelFile model) {
        return (Map<String, Object>) model.description().provenance().get("plan");
    }

    private static float[] enlarged(TestTensors tensors, int scale) {
        return Bicubic.enlarge(tensors.input(), tensors.width(), tensors.height(), scale);
    }

    /** Some pixels of the test input are missing; the others come out as they went in. */
    private static void assertFills(float[] input, float[] output, float[] sharp) {
        int missing = 0;
        for (int i = 0; i < input.length; i++) {
            if (input[i] == Normalisation.MISSING) missing++;
            else {
                assertThat(output[i]).isEqualTo(input[i]);
                assertThat(sharp[i]).isEqualTo(input[i]);
            }
        }
        assertThat(missing / (double) input.length).isBetween(0.003, 0.01);
        // What is known is normalised as ever.
        float[] sorted = input.clone();
        Arrays.sort(sorted);
        assertThat(sorted[input.length / 2]).isCloseTo(0.3f, within(0.35f));
    }

    @Test
    void givesTheSameModelWhenItIsInterruptedAndResumed() throws IOException {
        engine.train(
                plan("whole.zip", "super-resolve", 2, "hinge", 60, false), TrainingListener.SILENT);
        TrainingReport stopped =
                engine.train(
                        plan("parts.zip", "super-resolve", 2, "hinge", 60, false), stopAfter(51));
        TrainingReport resumed =
                engine.train(
                        plan("parts.zip", "super-resolve", 2, "hinge", 60, true),
                        TrainingListener.SILENT);
        assertThat(stopped.complete()).isFalse();
        assertThat(resumed.complete()).isTrue();
        ModelFile whole = ModelFile.open(folder.resolve("whole.zip"));
        ModelFile parts = ModelFile.open(folder.resolve("parts.zip"));
        for (Weights weights : whole.weights())
            assertThat(Arrays.equals(parts.graph(weights), whole.graph(weights)))
                    .as(weights.toString())
                    .isTrue();
        assertThat(parts.testTensors().output()).containsExactly(whole.testTensors().output());
    }

    @Test
    void resumesOnlyWithTheSameScaleAndPsf() throws IOException {
        engine.train(plan("other.zip", "super-resolve", 2, "none", 30, false), stopAfter(20));
        TrainingPlan other = plan("other.zip", "super-resolve", 4, "none", 30, true);
        org.assertj.core.api.Assertions.assertThatThrownBy(
                        () -> engine.train(other, TrainingListener.SILENT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("scale=4, was scale=2");
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
}

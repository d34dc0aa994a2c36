package org.mulligan.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.io.FileSaver;
import ij.process.FloatProcessor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
import org.mulligan.engine.SynthesisPlan;
import org.mulligan.engine.TrainingListener;
import org.mulligan.engine.TrainingPlan;
import org.mulligan.model.ModelFile;

/** Trainings whose folders hold what cannot be learnt from. */
@Tag("slow")
class JudgedTrainingTest {
    @TempDir private static Path folder;

    private static final SameProcessEngine engine =
            new SameProcessEngine(EngineSettings.on(DeviceChoice.CPU));

    private final List<String> log = new ArrayList<>();

    private final TrainingListener listener =
            new TrainingListener() {
                @Override
                public void log(String line) {
                    log.add(line);
                }
            };

    /** Four stacks of 3 planes; the second noisy one of each is blank. */
    @BeforeAll
    static void simulate() throws IOException {
        new SimulatedPairs(Structures.CELLS, 128, 3, 20, 20)
                .write(folder.resolve("images"), 12, made -> {});
        for (String kind : List.of("noisy", "clean")) {
            Files.createDirectories(folder.resolve("stacks").resolve(kind));
            for (int i = 0; i < 4; i++) {
                ImageStack stack = new ImageStack(128, 128);
                for (int k = 0; k < 3; k++) {
                    String name = "simulated-%05d.tif".formatted(3 * i + k);
                    ImagePlus plane =
                            IJ.openImage(folder.resolve("images/" + kind + "/" + name).toString());
                    stack.addSlice(
                            kind.equals("noisy") && k == 1
                                    ? new FloatProcessor(128, 128)
                                    : plane.getProcessor().convertToFloat());
                }
                new FileSaver(new ImagePlus("", stack))
                        .saveAsTiffStack(
                                folder.resolve("stacks/%s/f%d.tif".formatted(kind, i)).toString());
            }
        }
    }

    @AfterAll
    static void close() {
        engine.close();
    }

    private static TrainingPlan plan(Path noisy, Path clean, String name) {
        return new TrainingPlan(
                new TrainingPlan.Images(Optional.of(noisy), clean, true, false, true),
                TrainingPlan.Imaging.noise(new TrainingPlan.Range(3, 300), 1),
                new TrainingPlan.Generator("unet", 4, 2),
                new TrainingPlan.Adversary("none", 0),
                new TrainingPlan.Schedule(1, 12, 32, 4),
                1,
                Precision.FP32,
                DeviceChoice.CPU,
                folder.resolve(name),
                false);
    }

    @Test
    void aDroppedFrameInEveryStackIsNamedAndTheRestIsLearnt() throws IOException {
        Path stacks = folder.resolve("stacks");
        engine.train(plan(stacks.resolve("noisy"), stacks.resolve("clean"), "mine"), listener);
        ModelFile model = ModelFile.open(folder.resolve("mine"));

        assertThat(model.description().provenance()).containsEntry("left_out", 4);
        assertThat(folder.resolve("mine/README.md"))
                .content()
                .contains("f3.tif, plane 2 of 3, shows nothing: each pixel has the value 0")
                .contains("Left out: 4 of 12 pairs of planes (4 blank)");
        assertThat(log).anyMatch(line -> line.startsWith("Left out: "));
    }

    @Test
    void swappedFoldersStopBeforeTheFirstStep() {
        Path images = folder.resolve("images");
        assertThatThrownBy(
                        () ->
                                engine.train(
                                        plan(
                                                images.resolve("clean"),
                                                images.resolve("noisy"),
                                                "swapped"),
                                        listener))
                .hasMessageContaining("The images of clean are noisier than those of noisy");
        assertThat(log).noneMatch(line -> line.startsWith("step"));
        assertThat(folder.resolve("swapped")).doesNotExist();
        assertThat(folder.resolve(".swapped.training")).doesNotExist();
    }

    @Test
    void aSynthesiserLearnsNoImageTwice() throws IOException {
        Path images = Files.createDirectories(folder.resolve("drawn"));
        for (int i = 0; i < 40; i++) {
            float[] values = new float[16 * 16];
            for (int k = 0; k < values.length; k++)
                values[k] = (float) (100 + 50 * Math.sin(k % 16 / (2.0 + i % 30)) + k / 16);
            if (i == 35) values = new float[16 * 16];
            if (i == 36) values[3] = Float.NaN;
            new FileSaver(new ImagePlus("", new FloatProcessor(16, 16, values)))
                    .saveAsTiff(images.resolve("i%02d.tif".formatted(i)).toString());
        }
        engine.train(
                new SynthesisPlan(
                        new SynthesisPlan.Images(
                                images, Optional.empty(), 16, 1, SynthesisPlan.Fit.REFUSE, false),
                        new SynthesisPlan.Drawing("mlp", "", 8, 0, 0, 0, false, 0),
                        new SynthesisPlan.Schedule(1, 12, 0, 8),
                        1,
                        Precision.FP32,
                        DeviceChoice.CPU,
                        folder.resolve("drawer"),
                        false),
                listener);
        assertThat(ModelFile.open(folder.resolve("drawer")).description().provenance())
                .containsEntry("left_out", 10);
        assertThat(log)
                .contains(
                        "Left out: 10 of 40 images (1 with pixels that are not numbers, 1 blank, 8 duplicate)");
    }
}

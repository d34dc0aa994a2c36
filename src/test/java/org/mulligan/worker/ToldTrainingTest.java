package org.mulligan.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mulligan.Close.assertClose;

import ij.ImagePlus;
import ij.process.FloatProcessor;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.mulligan.data.degradation.PoissonGaussian;
import org.mulligan.data.simulation.Simulator;
import org.mulligan.data.simulation.Structures;
import org.mulligan.engine.DeviceChoice;
import org.mulligan.engine.EngineSettings;
import org.mulligan.engine.Network;
import org.mulligan.engine.Precision;
import org.mulligan.engine.Progress;
import org.mulligan.engine.Supervision;
import org.mulligan.engine.TrainingListener;
import org.mulligan.engine.TrainingPlan;
import org.mulligan.image.intensity.NoiseChannels;
import org.mulligan.model.ModelFile;
import org.mulligan.model.TestTensors;
import org.mulligan.service.MulliganService;
import org.mulligan.service.ServiceHere;
import org.mulligan.service.models.PythonCheck;
import org.mulligan.service.restore.RestoreSettings;
import org.mulligan.service.restore.RestoreSettings.BitDepth;

/** A short training of a network that is told of the noise, from clean images to every door. */
@Tag("slow")
@ExtendWith(ServiceHere.class)
class ToldTrainingTest {
    private static final int WIDTH = 200;
    private static final int HEIGHT = 136;

    @TempDir private static Path folder;
    private static MulliganService mulligan;
    private static ModelFile trained;

    private static final SameProcessEngine engine =
            new SameProcessEngine(EngineSettings.on(DeviceChoice.CPU));

    @BeforeAll
    static void train(MulliganService here) throws IOException {
        mulligan = here;
        Simulator.write(folder.resolve("clean"), Structures.CELLS, 6, 96, 1, 1, done -> {});
        trained =
                ModelFile.open(
                        engine.train(plan(Supervision.CLEAN), TrainingListener.SILENT).model());
    }

    @AfterAll
    static void closeAndShowThePackageToPython() throws Exception {
        engine.close();
        PythonCheck.validateAll(folder);
    }

    private static TrainingPlan plan(Supervision supervision) {
        return plan(supervision, "told.zip");
    }

    private static TrainingPlan plan(Supervision supervision, String name) {
        return new TrainingPlan(
                new TrainingPlan.Images(
                        Optional.empty(), folder.resolve("clean"), true, false, false, supervision),
                TrainingPlan.Imaging.noise(new TrainingPlan.Range(10, 300), 1),
                new TrainingPlan.Generator("unet-noise-map", 4, 2),
                new TrainingPlan.Adversary("none", 0),
                new TrainingPlan.Schedule(1, 60, 32, 4),
                1,
                Precision.FP32,
                DeviceChoice.CPU,
                folder.resolve(name),
                false);
    }

    private static RestoreSettings settings(int tile) {
        return RestoreSettings.denoise(
                folder.resolve("told.zip").toString(),
                0,
                tile,
                Precision.FP32,
                DeviceChoice.CPU,
                BitDepth.FLOAT);
    }

    private static ImagePlus noisy() {
        float[] photons = Simulator.simulate(1, 7, WIDTH, HEIGHT);
        for (int i = 0; i < photons.length; i++) photons[i] *= 60;
        float[] counted = PoissonGaussian.count(photons, 1, new Random(3));
        return new ImagePlus("noisy", new FloatProcessor(WIDTH, HEIGHT, counted));
    }

    private static float[] denoised(RestoreSettings settings) throws IOException {
        ImagePlus result = mulligan.restore(noisy(), settings, Optional.empty(), Progress.SILENT);
        return (float[]) result.getProcessor().getPixels();
    }

    @Test
    void endsWithAPackageThatTakesTheNoiseToo() throws IOException {
        assertThat(trained.description().told()).isTrue();
        TestTensors tensors = trained.testTensors();
        int pixels = tensors.width() * tensors.height();
        assertThat(tensors.input()).hasSize(NoiseChannels.COUNT * pixels);
        FloatBuffer from = engine.allocate(NoiseChannels.COUNT * pixels);
        FloatBuffer to = engine.allocate(pixels);
        from.put(0, tensors.input());
        try (Network network = engine.load(trained, 0, Precision.FP32)) {
            network.run(from, to, tensors.height(), tensors.width(), () -> false);
        }
        float[] made = new float[pixels];
        to.get(0, made);
        assertClose(made, tensors.output(), 1e-4f);
        assertThat(trained.card()).contains("architecture=unet-noise-map");
    }

    @Test
    void tilesGiveWhatTheWholeImageGives() throws IOException {
        assertClose(denoised(settings(96)), denoised(settings(512)), 2e-3f);
    }

    @Test
    void whatItIsToldCounts() throws IOException {
        assertThat(denoised(settings(0))).isNotEqualTo(denoised(settings(0).withStrength(2)));
    }

    @Test
    void aModelThatIsNotToldHasNoStrength() {
        RestoreSettings shipped = RestoreSettings.denoise("fluorescence").withStrength(1.5);
        assertThatThrownBy(() -> denoised(shipped))
                .hasMessageContaining("Strength (strength)")
                .hasMessageContaining("fluorescence");
        assertThatThrownBy(() -> settings(0).withStrength(3)).hasMessageContaining("0.5");
    }

    @Test
    void mapsAreMadeOfImagesThatAreTurned() throws IOException {
        assertThat(
                        mulligan.restoreWithMaps(
                                        noisy(), settings(0), Optional.empty(), Progress.SILENT)
                                .maps()
                                .getStackSize())
                .isEqualTo(4); // With the half-width of its interval.
    }

    @Test
    void aTrainingThatChangesTheNoiseIsRefused() {
        assertThatThrownBy(
                        () ->
                                engine.train(
                                        plan(Supervision.RECORRUPTED, "other.zip"),
                                        TrainingListener.SILENT))
                .hasMessageContaining("unet-noise-map")
                .hasMessageContaining("another architecture");
    }
}

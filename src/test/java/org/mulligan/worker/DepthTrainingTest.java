package org.mulligan.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ij.ImagePlus;
import ij.ImageStack;
import ij.io.FileSaver;
import ij.process.FloatProcessor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.mulligan.engine.DeviceChoice;
import org.mulligan.engine.EngineSettings;
import org.mulligan.engine.Precision;
import org.mulligan.engine.Progress;
import org.mulligan.engine.TrainingListener;
import org.mulligan.engine.TrainingPlan;
import org.mulligan.image.depth.EvenStack;
import org.mulligan.image.filter.LineSampling;
import org.mulligan.model.ModelFile;
import org.mulligan.model.Task;
import org.mulligan.service.MulliganService;
import org.mulligan.service.ServiceHere;
import org.mulligan.service.report.Purpose;
import org.mulligan.service.restore.MaskChoice;
import org.mulligan.service.restore.RestoreSettings;
import org.mulligan.service.restore.RestoreSettings.BitDepth;

/** A short training on one stack whose truth is known, from the folder to the finer stack. */
@Tag("slow")
@ExtendWith(ServiceHere.class)
class DepthTrainingTest {
    private static final int SIDE = 49;
    private static final int STEP = 4;
    private static final double BLUR = 4;

    @TempDir private static Path folder;
    private static MulliganService mulligan;
    private static ModelFile trained;
    private static float[][] truth;
    private static ImagePlus coarse;

    private static final SameProcessEngine engine =
            new SameProcessEngine(EngineSettings.on(DeviceChoice.CPU));

    @BeforeAll
    static void train(MulliganService here) throws IOException {
        mulligan = here;
        truth = balls(new Random(3));
        coarse = coarse(truth);
        Path stacks = Files.createDirectories(folder.resolve("stacks"));
        new FileSaver(coarse).saveAsTiffStack(stacks.resolve("balls.tif").toString());
        trained = ModelFile.open(engine.train(plan(stacks), TrainingListener.SILENT).model());
    }

    @AfterAll
    static void close() {
        engine.close();
    }

    private static TrainingPlan plan(Path stacks) {
        return new TrainingPlan(
                new TrainingPlan.Images(Optional.empty(), stacks, true, false),
                new TrainingPlan.Imaging(
                        Task.ISOTROPIC,
                        "axial",
                        1,
                        new TrainingPlan.Range(3, 300),
                        0,
                        TrainingPlan.Psf.NONE,
                        1,
                        Optional.of(new TrainingPlan.Depth(STEP, 5, 3))),
                new TrainingPlan.Generator("unet", 6, 2),
                new TrainingPlan.Adversary("none", 0),
                new TrainingPlan.Schedule(1, 60, 32, 4),
                1,
                Precision.FP32,
                DeviceChoice.CPU,
                folder.resolve("finer.zip"),
                false);
    }

    /** Balls of 2 to 6 px, as sharp along the depth as in the plane. */
    private static float[][] balls(Random random) {
        float[][] volume = new float[SIDE][SIDE * SIDE];
        for (int i = 0; i < 110; i++) {
            double x = SIDE * random.nextDouble();
            double y = SIDE * random.nextDouble();
            double z = SIDE * random.nextDouble();
            double radius = 2 + 4 * random.nextDouble();
            double light = 200 + 800 * random.nextDouble();
            for (int w = 0; w < SIDE; w++)
                for (int v = 0; v < SIDE; v++)
                    for (int u = 0; u < SIDE; u++) {
                        double away = Math.hypot(Math.hypot(u - x, v - y), w - z);
                        volume[w][v * SIDE + u] +=
                                (float) (light / (1 + Math.exp(2 * (away - radius))));
                    }
        }
        return volume;
    }

    /** Blurred along the depth, every fourth plane. */
    private static ImagePlus coarse(float[][] volume) {
        float[][] blurred = new float[SIDE][SIDE * SIDE];
        for (int y = 0; y < SIDE; y++) {
            float[] section = new float[SIDE * SIDE];
            for (int z = 0; z < SIDE; z++)
                System.arraycopy(volume[z], y * SIDE, section, z * SIDE, SIDE);
            float[] seen = LineSampling.blurredAlongY(section, SIDE, SIDE, BLUR);
            for (int z = 0; z < SIDE; z++)
                System.arraycopy(seen, z * SIDE, blurred[z], y * SIDE, SIDE);
        }
        ImageStack stack = new ImageStack(SIDE, SIDE);
        for (int z = 0; z < SIDE; z += STEP)
            stack.addSlice(new FloatProcessor(SIDE, SIDE, blurred[z]));
        ImagePlus image = new ImagePlus("balls.tif", stack);
        image.setDimensions(1, stack.getSize(), 1);
        image.getCalibration().setUnit("nm");
        image.getCalibration().pixelWidth = 100;
        image.getCalibration().pixelHeight = 100;
        image.getCalibration().pixelDepth = 100 * STEP;
        return image;
    }

    private static double added(float[] plane, float[] expected, double squares) {
        for (int i = 0; i < plane.length; i++)
            squares += (plane[i] - expected[i]) * (plane[i] - expected[i]);
        return squares;
    }

    @Test
    void isNearerToTheTruthThanInterpolation() throws IOException {
        ImagePlus restored =
                mulligan.restore(
                        coarse,
                        new RestoreSettings(
                                Purpose.RESTORE,
                                folder.resolve("finer.zip").toString(),
                                0,
                                0,
                                Precision.FP32,
                                DeviceChoice.CPU,
                                BitDepth.FLOAT,
                                MaskChoice.NONE),
                        Optional.empty(),
                        Progress.SILENT);
        assertThat(restored.getStackSize()).isEqualTo(SIDE);
        assertThat(restored.getCalibration().pixelDepth).isEqualTo(100);
        EvenStack linear = EvenStack.of(coarse, STEP);
        double ours = 0;
        double theirs = 0;
        for (int z = 0; z < SIDE; z++) {
            ours = added((float[]) restored.getStack().getPixels(z + 1), truth[z], ours);
            theirs = added(linear.planes().read(z).all(), truth[z], theirs);
        }
        assertThat(10 * Math.log10(theirs / ours)).as("gain in dB").isGreaterThan(1);
    }

    @Test
    void thePackageSaysWhatItIsFor() throws IOException {
        assertThat(trained.description().task()).isEqualTo(Task.ISOTROPIC);
        assertThat(trained.description().facts().depthStep()).isEqualTo(STEP);
        assertThat(trained.description().provenance().get("depth"))
                .isEqualTo(Map.of("zstep", 4.0, "axial", 5.0, "psf", 3.0));
        assertThat(trained.description().facts().psf()).isEmpty();
        assertThat(trained.card())
                .contains("Restore with Mulligan...", "linear interpolation: ", "`zstep=4.0`")
                .contains("planes 4.0 px apart");
        assertThat(new TrainingPlan.Depth(4, 5, 3).blur()).isCloseTo(BLUR, within(1e-9));
    }
}

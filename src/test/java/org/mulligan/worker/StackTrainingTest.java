package org.mulligan.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mulligan.Close.assertClose;

import ij.ImagePlus;
import ij.ImageStack;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mulligan.data.simulation.SimulatedPairs;
import org.mulligan.data.simulation.Structures;
import org.mulligan.engine.DeviceChoice;
import org.mulligan.engine.EngineSettings;
import org.mulligan.engine.Network;
import org.mulligan.engine.Precision;
import org.mulligan.engine.Progress;
import org.mulligan.engine.TrainingListener;
import org.mulligan.engine.TrainingPlan;
import org.mulligan.engine.TrainingPlan.Dimensions;
import org.mulligan.engine.TrainingReport;
import org.mulligan.image.io.ImageFiles;
import org.mulligan.model.ModelFile;
import org.mulligan.model.Task;
import org.mulligan.model.TestTensors;
import org.mulligan.model.Weights;
import org.mulligan.service.MulliganService;
import org.mulligan.service.ServiceHere;
import org.mulligan.service.models.PythonCheck;
import org.mulligan.service.restore.RestoreSettings;
import org.mulligan.service.restore.RestoreSettings.BitDepth;

/** Short trainings on volumes with the planes around each, from folders to every door. */
@Tag("slow")
@ExtendWith(ServiceHere.class)
class StackTrainingTest {
    private static final int SIDE = 72;
    private static final int PLANES = 6;

    @TempDir private static Path folder;
    private static MulliganService mulligan;
    private static ModelFile trained;

    private static final SameProcessEngine engine =
            new SameProcessEngine(EngineSettings.on(DeviceChoice.CPU));

    @BeforeAll
    static void train(MulliganService here) throws IOException {
        mulligan = here;
        new SimulatedPairs(Structures.CELLS, SIDE, PLANES, 3, 30, 30).write(folder, 4, made -> {});
        trained =
                ModelFile.open(
                        engine.train(plan("stack.zip", 40, false), TrainingListener.SILENT)
                                .model());
    }

    @AfterAll
    static void closeAndShowThePackagesToPython() throws Exception {
        engine.close();
        PythonCheck.validateAll(folder);
    }

    private static TrainingPlan plan(String name, long steps, boolean resume) {
        return plan(
                name, "denoise", 1, Optional.of(folder.resolve("noisy")), "none", steps, resume);
    }

    private static TrainingPlan plan(
            String name,
            String task,
            int scale,
            Optional<Path> measured,
            String adversary,
            long steps,
            boolean resume) {
        return new TrainingPlan(
                new TrainingPlan.Images(measured, folder.resolve("clean"), true, false),
                new TrainingPlan.Imaging(
                        Task.of(task),
                        task.equals("denoise") ? "poisson-gaussian" : "microscope",
                        scale,
                        new TrainingPlan.Range(30, 30),
                        1,
                        new TrainingPlan.Psf(task.equals("denoise") ? 0 : 2, Optional.empty()),
                        1),
                new TrainingPlan.Generator(
                        scale > 1 ? "upscaling-unet" : "unet",
                        "l1",
                        4,
                        2,
                        Optional.empty(),
                        Dimensions.of("2.5d", 3)),
                new TrainingPlan.Adversary(adversary, 1),
                new TrainingPlan.Schedule(1, steps, 32, 4),
                1,
                Precision.FP32,
                DeviceChoice.CPU,
                folder.resolve(name),
                resume);
    }

    private static RestoreSettings settings(String model) {
        return RestoreSettings.denoise(
                folder.resolve(model).toString(),
                0,
                0,
                Precision.FP32,
                DeviceChoice.CPU,
                BitDepth.FLOAT);
    }

    private static ImagePlus noisy(int number) throws IOException {
        return ImageFiles.open(folder.resolve("noisy/simulated-%05d.tif".formatted(number)));
    }

    private static List<float[]> planes(ImagePlus image) {
        List<float[]> planes = new ArrayList<>();
        for (int slice = 1; slice <= image.getStackSize(); slice++)
            planes.add((float[]) image.getStack().getPixels(slice));
        return planes;
    }

    private static List<float[]> restored(ImagePlus image) throws IOException {
        return planes(
                mulligan.restore(image, settings("stack.zip"), Optional.empty(), Progress.SILENT));
    }

    @Test
    void endsWithAPackageThatSaysWhatItTakes() throws IOException {
        assertThat(trained.description().neighbours()).containsExactly(-1, 0, 1);
        assertThat(trained.description().facts().planned("dimensions")).contains("2.5d");
        assertThat(trained.card())
                .contains("`dimensions=2.5d`", "`planes=3`", "- noisy: ", "best Gaussian of it");
        TestTensors tensors = trained.testTensors();
        assertClose(run(trained, 0, tensors), tensors.output(), 1e-4f);
    }

    private static float[] run(ModelFile model, double sharpness, TestTensors tensors)
            throws IOException {
        FloatBuffer from = engine.allocate(tensors.input().length);
        FloatBuffer to = engine.allocate(tensors.output().length);
        from.put(0, tensors.input());
        try (Network network = engine.load(model, sharpness, Precision.FP32)) {
            network.run(from, to, tensors.height(), tensors.width(), () -> false);
        }
        float[] made = new float[tensors.output().length];
        to.get(0, made);
        return made;
    }

    @Test
    void goesOnToTheSameBits() throws IOException {
        TrainingListener stop =
                new TrainingListener() {
                    private int asked;

                    @Override
                    public boolean cancelled() {
                        return asked++ >= 25;
                    }
                };
        TrainingReport stopped = engine.train(plan("parts.zip", 40, false), stop);
        assertThat(stopped.complete()).isFalse();
        assertThat(engine.train(plan("parts.zip", 40, true), TrainingListener.SILENT).complete())
                .isTrue();
        ModelFile parts = ModelFile.open(folder.resolve("parts.zip"));
        assertThat(Arrays.equals(parts.graph(Weights.FAITHFUL), trained.graph(Weights.FAITHFUL)))
                .isTrue();
    }

    /** Without measured images, with an adversary, and with finer pixels. */
    @ParameterizedTest(name = "{0} x{1}")
    @CsvSource({"denoise, 1", "deblur, 1", "super-resolve, 2"})
    void learnsFromCleanStacksAlone(String task, int scale) throws IOException {
        String name = task + "-alone.zip";
        ModelFile model =
                ModelFile.open(
                        engine.train(
                                        plan(
                                                name,
                                                task,
                                                scale,
                                                Optional.empty(),
                                                "hinge",
                                                40,
                                                false),
                                        TrainingListener.SILENT)
                                .model());
        assertThat(model.description().neighbours()).containsExactly(-1, 0, 1);
        assertThat(model.description().scale()).isEqualTo(scale);
        TestTensors tensors = model.testTensors();
        assertClose(run(model, 0, tensors), tensors.output(), 1e-4f);
        assertThat(run(model, 1, tensors)).isNotEqualTo(tensors.output());
    }

    @Test
    void everyDoorGivesTheSame() throws IOException {
        ImagePlus image = noisy(1);
        ImagePlus open =
                mulligan.restore(image, settings("stack.zip"), Optional.empty(), Progress.SILENT);
        List<float[]> expected = planes(open);
        assertThat(expected).hasSize(PLANES);
        assertThat(open.getNSlices()).isEqualTo(PLANES);
        assertThat(open.getCalibration().pixelDepth).isEqualTo(0.3);
        assertThat(open.getInfoProperty())
                .contains("Each plane is made of itself and its neighbours in the stack");

        Path result = folder.resolve("result.tif");
        mulligan.restore(
                folder.resolve("noisy/simulated-00001.tif"),
                settings("stack.zip"),
                result,
                Progress.SILENT);
        Path outputs = folder.resolve("outputs");
        mulligan.restore(folder.resolve("noisy"), settings("stack.zip"), outputs, Progress.SILENT);
        float[] flat = new float[PLANES * SIDE * SIDE];
        for (int z = 0; z < PLANES; z++)
            for (int i = 0; i < SIDE * SIDE; i++)
                flat[z * SIDE * SIDE + i] = image.getStack().getProcessor(z + 1).getf(i);
        Img<FloatType> img =
                mulligan.restore(
                        ArrayImgs.floats(flat, SIDE, SIDE, PLANES),
                        settings("stack.zip"),
                        Progress.SILENT);
        float[] line = new float[flat.length];
        int at = 0;
        for (FloatType value : img) line[at++] = value.get();
        for (int z = 0; z < PLANES; z++) {
            assertThat(planes(ImageFiles.open(result)).get(z)).isEqualTo(expected.get(z));
            assertThat(planes(ImageFiles.open(outputs.resolve("simulated-00001.tif"))).get(z))
                    .isEqualTo(expected.get(z));
            assertClose(
                    Arrays.copyOfRange(line, z * SIDE * SIDE, (z + 1) * SIDE * SIDE),
                    expected.get(z),
                    0.1f);
        }
        assertThat(Files.exists(outputs.resolve("simulated-00003.tif"))).isTrue();
    }

    /** The network sees what lies above and below, also in the second of two times. */
    @Test
    void takesTheDepthsOfEachTime() throws IOException {
        ImagePlus image = noisy(1);
        ImageStack twice = new ImageStack(SIDE, SIDE);
        for (int t = 0; t < 2; t++)
            for (int z = 1; z <= PLANES; z++) twice.addSlice(image.getStack().getProcessor(z));
        ImagePlus times = new ImagePlus("times", twice);
        times.setDimensions(1, PLANES, 2);
        List<float[]> expected = restored(image);
        List<float[]> found = restored(times);
        for (int i = 0; i < 2 * PLANES; i++)
            assertClose(found.get(i), expected.get(i % PLANES), 0.1f);
        // Of a movie the frames are what depths are else.
        ImagePlus movie = noisy(1);
        movie.setDimensions(1, 1, PLANES);
        assertThat(restored(movie).get(2)).isEqualTo(expected.get(2));
    }

    private static double largest(float[] found, float[] expected) {
        double largest = 0;
        for (int i = 0; i < found.length; i++)
            largest = Math.max(largest, Math.abs(found[i] - (double) expected[i]));
        return largest;
    }

    @Test
    void whatLiesBesideAPlaneMatters() throws IOException {
        ImagePlus image = noisy(1);
        List<float[]> expected = restored(image);
        // The pixels of the stack are the same, so it is normalised as before.
        image.getStack().getProcessor(2).flipHorizontal();
        List<float[]> found = restored(image);
        assertThat(largest(found.get(2), expected.get(2))).isGreaterThan(5);
        assertThat(largest(found.get(4), expected.get(4))).isLessThan(0.1);
    }

    @Test
    void twoPlanesAreEnoughAndOneIsNot() throws IOException {
        ImageStack two = new ImageStack(SIDE, SIDE);
        two.addSlice(noisy(1).getStack().getProcessor(3));
        two.addSlice(noisy(1).getStack().getProcessor(4));
        assertThat(restored(new ImagePlus("two", two))).hasSize(2);
        ImagePlus one = new ImagePlus("one", noisy(1).getStack().getProcessor(3));
        assertThatThrownBy(() -> restored(one))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"stack\" makes each plane of a stack of itself")
                .hasMessageContaining("3 together, and here is one plane")
                .hasMessageContaining("model=general");
        assertThatThrownBy(
                        () ->
                                mulligan.restoreWithMaps(
                                        noisy(1),
                                        settings("stack.zip"),
                                        Optional.empty(),
                                        Progress.SILENT))
                .hasMessageContaining("Leave maps out");
    }
}

package org.mulligan.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mulligan.Close.assertClose;
import static org.mulligan.worker.StackTrainings.PLANES;
import static org.mulligan.worker.StackTrainings.SIDE;
import static org.mulligan.worker.StackTrainings.flat;
import static org.mulligan.worker.StackTrainings.planes;
import static org.mulligan.worker.StackTrainings.stopping;

import ij.ImagePlus;
import ij.ImageStack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
import org.mulligan.engine.DeviceChoice;
import org.mulligan.engine.EngineSettings;
import org.mulligan.engine.Progress;
import org.mulligan.engine.TrainingListener;
import org.mulligan.engine.TrainingPlan.Dimensions;
import org.mulligan.engine.TrainingReport;
import org.mulligan.image.io.ImageFiles;
import org.mulligan.model.ModelFile;
import org.mulligan.model.TestTensors;
import org.mulligan.model.Weights;
import org.mulligan.service.MulliganService;
import org.mulligan.service.ServiceHere;
import org.mulligan.service.models.PythonCheck;

/** Short trainings on volumes with the planes around each, from folders to every door. */
@Tag("slow")
@ExtendWith(ServiceHere.class)
class StackTrainingTest {

    @TempDir private static Path folder;
    private static MulliganService mulligan;
    private static ModelFile trained;
    private static StackTrainings stacks;

    private static final SameProcessEngine engine =
            new SameProcessEngine(EngineSettings.on(DeviceChoice.CPU));

    @BeforeAll
    static void train(MulliganService here) throws IOException {
        mulligan = here;
        stacks = new StackTrainings(folder, engine, Dimensions.of("2.5d", 3), 4);
        stacks.simulate();
        trained =
                ModelFile.open(
                        engine.train(stacks.plan("stack.zip", 40, false), TrainingListener.SILENT)
                                .model());
    }

    @AfterAll
    static void closeAndShowThePackagesToPython() throws Exception {
        engine.close();
        PythonCheck.validateAll(folder);
    }

    private static List<float[]> restored(ImagePlus image) throws IOException {
        return planes(
                mulligan.restore(
                        image, stacks.settings("stack.zip"), Optional.empty(), Progress.SILENT));
    }

    @Test
    void endsWithAPackageThatSaysWhatItTakes() throws IOException {
        assertThat(trained.description().neighbours()).containsExactly(-1, 0, 1);
        assertThat(trained.description().facts().planned("dimensions")).contains("2.5d");
        assertThat(trained.card())
                .contains("`dimensions=2.5d`", "`planes=3`", "- noisy: ", "best Gaussian of it");
        TestTensors tensors = trained.testTensors();
        assertClose(stacks.run(trained, 0, tensors), tensors.output(), 1e-4f);
    }

    @Test
    void goesOnToTheSameBits() throws IOException {
        TrainingReport stopped = engine.train(stacks.plan("parts.zip", 40, false), stopping(25));
        assertThat(stopped.complete()).isFalse();
        assertThat(
                        engine.train(stacks.plan("parts.zip", 40, true), TrainingListener.SILENT)
                                .complete())
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
                                        stacks.plan(
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
        assertClose(stacks.run(model, 0, tensors), tensors.output(), 1e-4f);
        assertThat(stacks.run(model, 1, tensors)).isNotEqualTo(tensors.output());
    }

    @Test
    void everyDoorGivesTheSame() throws IOException {
        ImagePlus image = stacks.noisy(1);
        ImagePlus open =
                mulligan.restore(
                        image, stacks.settings("stack.zip"), Optional.empty(), Progress.SILENT);
        List<float[]> expected = planes(open);
        assertThat(expected).hasSize(PLANES);
        assertThat(open.getNSlices()).isEqualTo(PLANES);
        assertThat(open.getCalibration().pixelDepth).isEqualTo(0.3);
        assertThat(open.getInfoProperty())
                .contains("Each plane is made of itself and its neighbours in the stack");

        Path result = folder.resolve("result.tif");
        mulligan.restore(
                folder.resolve("noisy/simulated-00001.tif"),
                stacks.settings("stack.zip"),
                result,
                Progress.SILENT);
        Path outputs = folder.resolve("outputs");
        mulligan.restore(
                folder.resolve("noisy"), stacks.settings("stack.zip"), outputs, Progress.SILENT);
        float[] flat = flat(image);
        Img<FloatType> img =
                mulligan.restore(
                        ArrayImgs.floats(flat, SIDE, SIDE, PLANES),
                        stacks.settings("stack.zip"),
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
        ImagePlus image = stacks.noisy(1);
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
        ImagePlus movie = stacks.noisy(1);
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
        ImagePlus image = stacks.noisy(1);
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
        two.addSlice(stacks.noisy(1).getStack().getProcessor(3));
        two.addSlice(stacks.noisy(1).getStack().getProcessor(4));
        assertThat(restored(new ImagePlus("two", two))).hasSize(2);
        ImagePlus one = new ImagePlus("one", stacks.noisy(1).getStack().getProcessor(3));
        assertThatThrownBy(() -> restored(one))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"stack\" makes each plane of a stack of itself")
                .hasMessageContaining("3 together, and here is one plane")
                .hasMessageContaining("model=general");
        assertThatThrownBy(
                        () ->
                                mulligan.restoreWithMaps(
                                        stacks.noisy(1),
                                        stacks.settings("stack.zip"),
                                        Optional.empty(),
                                        Progress.SILENT))
                .hasMessageContaining("Leave maps out");
    }
}

package org.mulligan.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mulligan.Close.assertClose;

import ij.ImagePlus;
import ij.io.FileSaver;
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
import org.mulligan.data.series.CalciumMovie;
import org.mulligan.engine.DeviceChoice;
import org.mulligan.engine.EngineSettings;
import org.mulligan.engine.Network;
import org.mulligan.engine.Precision;
import org.mulligan.engine.Progress;
import org.mulligan.engine.Supervision;
import org.mulligan.engine.TrainingListener;
import org.mulligan.engine.TrainingPlan;
import org.mulligan.engine.TrainingReport;
import org.mulligan.image.io.ImageFiles;
import org.mulligan.model.ModelFile;
import org.mulligan.model.TestTensors;
import org.mulligan.model.Weights;
import org.mulligan.service.MulliganService;
import org.mulligan.service.ServiceHere;
import org.mulligan.service.models.PythonCheck;
import org.mulligan.service.restore.RestoreSettings;
import org.mulligan.service.restore.RestoreSettings.BitDepth;

/** A short training on the noisy frames of a movie, from the stack to every door. */
@Tag("slow")
@ExtendWith(ServiceHere.class)
class SeriesTrainingTest {
    private static final int SIDE = 72;
    private static final int FRAMES = 14;

    @TempDir private static Path folder;
    private static CalciumMovie movie;
    private static MulliganService mulligan;
    private static ModelFile trained;

    private static final SameProcessEngine engine =
            new SameProcessEngine(EngineSettings.on(DeviceChoice.CPU));

    @BeforeAll
    static void train(MulliganService here) throws IOException {
        mulligan = here;
        movie = CalciumMovie.of(SIDE, FRAMES, 6, 2);
        new FileSaver(movie.image()).saveAsTiffStack(folder.resolve("movie.tif").toString());
        trained =
                ModelFile.open(
                        engine.train(plan("series.zip", 40, false), TrainingListener.SILENT)
                                .model());
    }

    @AfterAll
    static void closeAndShowThePackagesToPython() throws Exception {
        engine.close();
        PythonCheck.validateAll(folder);
    }

    private static TrainingPlan plan(String name, long steps, boolean resume) {
        return new TrainingPlan(
                new TrainingPlan.Images(
                        Optional.empty(),
                        folder.resolve("movie.tif"),
                        true,
                        false,
                        false,
                        Supervision.NEIGHBOURS),
                TrainingPlan.Imaging.noise(new TrainingPlan.Range(3, 300), 1),
                new TrainingPlan.Generator("unet", "l2", 4, 2),
                new TrainingPlan.Adversary("none", 0),
                new TrainingPlan.Schedule(1, steps, 32, 4),
                1,
                Precision.FP32,
                DeviceChoice.CPU,
                folder.resolve(name),
                resume);
    }

    private static RestoreSettings settings() {
        return RestoreSettings.denoise(
                folder.resolve("series.zip").toString(),
                0,
                0,
                Precision.FP32,
                DeviceChoice.CPU,
                BitDepth.FLOAT);
    }

    @Test
    void endsWithAPackageThatTakesNeighbours() throws IOException {
        assertThat(trained.description().neighbours()).containsExactly(-2, -1, 1, 2);
        assertThat(trained.weights()).containsExactly(Weights.FAITHFUL);
        TestTensors tensors = trained.testTensors();
        int pixels = tensors.width() * tensors.height();
        assertThat(tensors.input()).hasSize(4 * pixels);
        FloatBuffer from = engine.allocate(4 * pixels);
        FloatBuffer to = engine.allocate(pixels);
        from.put(0, tensors.input());
        try (Network network = engine.load(trained, 0, Precision.FP32)) {
            network.run(from, to, tensors.height(), tensors.width(), () -> false);
        }
        float[] made = new float[pixels];
        to.get(0, made);
        assertClose(made, tensors.output(), 1e-4f);
        assertThat(trained.card())
                .contains("mean of two neighbours", "method=neighbours", "best Gaussian of it");
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
        TrainingReport resumed = engine.train(plan("parts.zip", 40, true), TrainingListener.SILENT);
        assertThat(stopped.complete()).isFalse();
        assertThat(resumed.complete()).isTrue();
        ModelFile parts = ModelFile.open(folder.resolve("parts.zip"));
        assertThat(Arrays.equals(parts.graph(Weights.FAITHFUL), trained.graph(Weights.FAITHFUL)))
                .isTrue();
    }

    private static List<float[]> planes(ImagePlus image) {
        List<float[]> planes = new ArrayList<>();
        for (int slice = 1; slice <= image.getStackSize(); slice++)
            planes.add((float[]) image.getStack().getPixels(slice));
        return planes;
    }

    @Test
    void everyDoorGivesTheSame() throws IOException {
        ImagePlus open =
                mulligan.restore(movie.image(), settings(), Optional.empty(), Progress.SILENT);
        List<float[]> expected = planes(open);
        assertThat(expected).hasSize(FRAMES);
        assertThat(open.getNFrames()).isEqualTo(FRAMES);
        assertThat(open.getInfoProperty()).contains("made of its neighbours in the series");

        Path file = folder.resolve("result.tif");
        mulligan.restore(folder.resolve("movie.tif"), settings(), file, Progress.SILENT);
        Path inputs = Files.createDirectory(folder.resolve("inputs"));
        Files.copy(folder.resolve("movie.tif"), inputs.resolve("one.tif"));
        Path outputs = folder.resolve("outputs");
        mulligan.restore(inputs, settings(), outputs, Progress.SILENT);
        float[] flat = new float[FRAMES * SIDE * SIDE];
        for (int t = 0; t < FRAMES; t++)
            System.arraycopy(movie.noisy().get(t), 0, flat, t * SIDE * SIDE, SIDE * SIDE);
        Img<FloatType> img =
                mulligan.restore(
                        ArrayImgs.floats(flat, SIDE, SIDE, FRAMES), settings(), Progress.SILENT);
        float[] line = new float[flat.length];
        int at = 0;
        for (FloatType value : img) line[at++] = value.get();
        for (int t = 0; t < FRAMES; t++) {
            assertThat(planes(ImageFiles.open(file)).get(t)).isEqualTo(expected.get(t));
            assertThat(planes(ImageFiles.open(outputs.resolve("one.tif"))).get(t))
                    .isEqualTo(expected.get(t));
            // A float image has no grain, which moves the noise by less than rounding did.
            assertClose(
                    Arrays.copyOfRange(line, t * SIDE * SIDE, (t + 1) * SIDE * SIDE),
                    expected.get(t),
                    3f);
        }
    }

    @Test
    void refusesSinglePlanesAndMaps() {
        ImagePlus single = new ImagePlus("single", movie.image().getStack().getProcessor(1));
        assertThatThrownBy(
                        () ->
                                mulligan.restore(
                                        single, settings(), Optional.empty(), Progress.SILENT))
                .hasMessageContaining("needs 5 or more along time");
        assertThatThrownBy(
                        () ->
                                mulligan.restoreWithMaps(
                                        movie.image(),
                                        settings(),
                                        Optional.empty(),
                                        Progress.SILENT))
                .hasMessageContaining("Leave maps out");
    }
}

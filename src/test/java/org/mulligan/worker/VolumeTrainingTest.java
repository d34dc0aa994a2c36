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
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipFile;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.mulligan.engine.DeviceChoice;
import org.mulligan.engine.EngineSettings;
import org.mulligan.engine.Progress;
import org.mulligan.engine.TrainingListener;
import org.mulligan.engine.TrainingPlan;
import org.mulligan.engine.TrainingPlan.Dimensions;
import org.mulligan.engine.TrainingReport;
import org.mulligan.image.io.ImageCut;
import org.mulligan.image.io.ImageFiles;
import org.mulligan.model.ModelDescription;
import org.mulligan.model.ModelFile;
import org.mulligan.model.TestTensors;
import org.mulligan.model.Weights;
import org.mulligan.model.export.ExportFormat;
import org.mulligan.service.MulliganService;
import org.mulligan.service.ServiceHere;
import org.mulligan.service.models.CheckedModel;
import org.mulligan.service.models.ExportSettings;
import org.mulligan.service.models.PythonCheck;

/** Short trainings on volumes as such, from folders to every door. */
@Tag("slow")
@ExtendWith(ServiceHere.class)
class VolumeTrainingTest {
    private static final int STEPS = 16;

    @TempDir private static Path folder;
    private static MulliganService mulligan;
    private static ModelFile trained;
    private static StackTrainings stacks;

    private static final SameProcessEngine engine =
            new SameProcessEngine(EngineSettings.on(DeviceChoice.CPU));

    @BeforeAll
    static void train(MulliganService here) throws IOException {
        mulligan = here;
        stacks = new StackTrainings(folder, engine, Dimensions.of("3d", 4), 8);
        stacks.simulate();
        trained =
                ModelFile.open(
                        engine.train(
                                        stacks.plan("volume.zip", STEPS, false),
                                        TrainingListener.SILENT)
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
                        image, stacks.settings("volume.zip"), Optional.empty(), Progress.SILENT));
    }

    @Test
    void endsWithAPackageThatSaysItsThirdAxis() throws IOException {
        ModelDescription description = trained.description();
        assertThat(description.volume()).isTrue();
        assertThat(description.reach()).isEqualTo(6);
        assertThat(description.facts().planned("dimensions")).contains("3d");
        assertThat(trained.card())
                .contains("`dimensions=3d`", "`planes=4`", "- noisy: ", "best Gaussian of it");
        TestTensors tensors = trained.testTensors();
        assertThat(tensors.depth()).isEqualTo(13);
        assertClose(stacks.run(trained, 0, tensors), tensors.output(), 1e-4f);
    }

    @Test
    void goesOnToTheSameBits() throws IOException {
        TrainingReport stopped = engine.train(stacks.plan("parts.zip", STEPS, false), stopping(13));
        assertThat(stopped.complete()).isFalse();
        assertThat(
                        engine.train(stacks.plan("parts.zip", STEPS, true), TrainingListener.SILENT)
                                .complete())
                .isTrue();
        ModelFile parts = ModelFile.open(folder.resolve("parts.zip"));
        assertThat(Arrays.equals(parts.graph(Weights.FAITHFUL), trained.graph(Weights.FAITHFUL)))
                .isTrue();
    }

    /** Without measured images, with an adversary, and with finer pixels. */
    @Test
    void learnsFromCleanStacksAlone() throws IOException {
        TrainingPlan plan =
                stacks.plan(
                        "finer.zip", "super-resolve", 2, Optional.empty(), "hinge", STEPS, false);
        ModelFile model = ModelFile.open(engine.train(plan, TrainingListener.SILENT).model());
        assertThat(model.description().volume()).isTrue();
        assertThat(model.description().scale()).isEqualTo(2);
        TestTensors tensors = model.testTensors();
        assertClose(stacks.run(model, 0, tensors), tensors.output(), 1e-4f);
        assertThat(stacks.run(model, 1, tensors)).isNotEqualTo(tensors.output());
    }

    @Test
    void everyDoorGivesTheSame() throws IOException {
        ImagePlus image = stacks.noisy(1);
        ImagePlus open =
                mulligan.restore(
                        image, stacks.settings("volume.zip"), Optional.empty(), Progress.SILENT);
        List<float[]> expected = planes(open);
        assertThat(expected).hasSize(PLANES);
        assertThat(open.getNSlices()).isEqualTo(PLANES);
        assertThat(open.getCalibration().pixelDepth).isEqualTo(0.3);
        assertThat(open.getInfoProperty()).contains("The planes of each stack are made together");

        Path result = folder.resolve("result.tif");
        mulligan.restore(
                folder.resolve("noisy/simulated-00001.tif"),
                stacks.settings("volume.zip"),
                result,
                Progress.SILENT);
        float[] flat = flat(image);
        Img<FloatType> img =
                mulligan.restore(
                        ArrayImgs.floats(flat, SIDE, SIDE, PLANES),
                        stacks.settings("volume.zip"),
                        Progress.SILENT);
        float[] line = new float[flat.length];
        int at = 0;
        for (FloatType value : img) line[at++] = value.get();
        ImagePlus read = ImageFiles.open(result);
        for (int z = 0; z < PLANES; z++) {
            assertThat(planes(read).get(z)).isEqualTo(expected.get(z));
            assertClose(
                    Arrays.copyOfRange(line, z * SIDE * SIDE, (z + 1) * SIDE * SIDE),
                    expected.get(z),
                    0.1f);
        }
    }

    /** Each time is a stack of its own, of which a part comes out as of the whole. */
    @Test
    void aPartIsRestoredAsOfTheWhole() throws IOException {
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
        ImagePlus part =
                mulligan.restore(
                        times,
                        stacks.settings("volume.zip").withCut(ImageCut.of("", "", "3", "2")),
                        Optional.empty(),
                        Progress.SILENT);
        assertThat(part.getStackSize()).isEqualTo(1);
        assertClose(planes(part).get(0), expected.get(2), 0.1f);
    }

    /** The network sees what lies above and below, by way of the planes in between. */
    @Test
    void whatLiesBesideAPlaneMatters() throws IOException {
        ImagePlus image = stacks.noisy(1);
        List<float[]> expected = restored(image);
        // The pixels of the stack are the same, so it is normalised as before.
        image.getStack().getProcessor(2).flipHorizontal();
        List<float[]> found = restored(image);
        assertThat(found.get(2)).isNotEqualTo(expected.get(2));
        assertThat(found.get(4)).isNotEqualTo(expected.get(4));
    }

    @Test
    void onePlaneAndMapsAreRefused() throws IOException {
        ImagePlus one = new ImagePlus("one", stacks.noisy(1).getStack().getProcessor(3));
        assertThatThrownBy(() -> restored(one))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"volume\" makes all planes of a stack together")
                .hasMessageContaining("model=general");
        assertThatThrownBy(
                        () ->
                                mulligan.restoreWithMaps(
                                        stacks.noisy(1),
                                        stacks.settings("volume.zip"),
                                        Optional.empty(),
                                        Progress.SILENT))
                .hasMessageContaining("Leave maps out");
    }

    @Test
    void itsPackageIsCheckedAndExportedWithItsThirdAxis() throws IOException {
        CheckedModel checked =
                mulligan.shelf()
                        .check(
                                folder.resolve("volume.zip").toString(),
                                DeviceChoice.CPU,
                                64,
                                Optional.empty(),
                                Progress.SILENT)
                        .get(0);
        assertThat(checked.problems()).isEmpty();
        assertThat(checked.test().orElseThrow()).isLessThan(1e-4);
        assertThat(checked.seam().orElseThrow()).isLessThan(1e-5);
        assertThat(checked.milliseconds().orElseThrow()).isPositive();
        assertThat(exported("bioimage.io-0.4", "older.zip"))
                .contains("axes: bzyxc", "    - 1\n    - 13\n", "axes: zyxc");
        assertThat(exported("bioimage.io-0.5", "newer.zip"))
                .contains("id: z", "min: 13", "halo: 6", "    - z\n");
        ModelFile same = ModelFile.open(folder.resolve("newer.zip"));
        assertThat(same.description()).isEqualTo(trained.description());
        assertThat(same.card()).contains("float32 [n, z, y, x, 1]", "sees 6 on either side");
        assertThatThrownBy(() -> exported("csbdeep", "care.zip"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("makes all planes of a stack together");
    }

    private static String exported(String format, String name) throws IOException {
        Path target = folder.resolve(name);
        mulligan.shelf()
                .export(
                        new ExportSettings(
                                folder.resolve("volume.zip").toString(),
                                ExportFormat.of(format),
                                0,
                                List.of("Jane Doe"),
                                target),
                        Progress.SILENT);
        try (ZipFile file = new ZipFile(target.toFile())) {
            return new String(
                    file.getInputStream(file.getEntry("rdf.yaml")).readAllBytes(),
                    StandardCharsets.UTF_8);
        }
    }

    @Test
    void aTrainingThatCannotBeIsRefused() {
        TrainingPlan plan = stacks.plan("refused.zip", STEPS, false);
        TrainingPlan started =
                new TrainingPlan(
                        plan.images(),
                        plan.imaging(),
                        new TrainingPlan.Generator(
                                "unet",
                                "l1",
                                4,
                                2,
                                Optional.of(folder.resolve("volume.zip")),
                                plan.generator().dimensions()),
                        plan.adversary(),
                        plan.schedule(),
                        plan.seed(),
                        plan.precision(),
                        plan.device(),
                        plan.model(),
                        false);
        assertThatThrownBy(() -> engine.train(started, TrainingListener.SILENT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("give start=none");
    }
}

package org.mulligan.service.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.process.ImageProcessor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.mulligan.engine.DeviceChoice;
import org.mulligan.engine.Precision;
import org.mulligan.engine.Progress;
import org.mulligan.model.ModelFile;
import org.mulligan.model.format.ForeignTensor;
import org.mulligan.service.MulliganService;
import org.mulligan.service.ServiceHere;
import org.mulligan.service.report.Purpose;
import org.mulligan.service.restore.MaskChoice;
import org.mulligan.service.restore.RestoreSettings;
import org.mulligan.service.restore.RestoreSettings.BitDepth;

/**
 * Every model of the shared data: what becomes of it, as a table on the standard output. Skipped
 * where the data are not (MULLIGAN_DATA).
 */
@ExtendWith(ServiceHere.class)
class ForeignModelsTest {
    @TempDir private static Path folder;
    private static Path data;
    private static MulliganService mulligan;

    /** Import each model once. */
    private record Row(Path model, List<String> lines, String refusal, double seconds) {}

    @BeforeAll
    static void start(MulliganService here) {
        data =
                Path.of(
                        Optional.ofNullable(System.getenv("MULLIGAN_DATA"))
                                .orElse("../shared/data"));
        assumeTrue(Files.isDirectory(data.resolve("models")), "shared data, see MULLIGAN_DATA");
        mulligan = here;
    }

    private static Row imported(String source, String output) {
        Path target = folder.resolve(source.replaceAll("[/.]", "_") + "_" + output + ".zip");
        ImportSettings settings =
                new ImportSettings(
                        target.toString(),
                        "",
                        output,
                        "",
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        0);
        long start = System.nanoTime();
        Row row;
        try {
            Imported imported =
                    mulligan.shelf()
                            .importModel(
                                    data.resolve(source).toString(), settings, Progress.SILENT);
            row = new Row(imported.model(), imported.lines(), "", 0);
        } catch (IOException | IllegalArgumentException e) {
            assertThat(target).doesNotExist();
            row = new Row(target, List.of(), e.getMessage(), 0);
        }
        double seconds = (System.nanoTime() - start) * 1e-9;
        System.out.printf(
                "%-55s | %4.1f s | %s%n",
                source + (output.isEmpty() ? "" : " output=" + output),
                seconds,
                row.refusal().isEmpty() ? String.join(" | ", row.lines()) : row.refusal());
        return row;
    }

    private static ImagePlus restored(
            Purpose purpose, Path model, ImagePlus image, int tile, BitDepth depth)
            throws IOException {
        RestoreSettings settings =
                new RestoreSettings(
                        purpose,
                        model.toString(),
                        0,
                        tile,
                        Precision.FP32,
                        DeviceChoice.CPU,
                        depth,
                        MaskChoice.NONE);
        return mulligan.restore(image, settings, Optional.empty(), Progress.SILENT);
    }

    private static double difference(ImagePlus one, ImagePlus other, int margin) {
        double most = 0;
        for (int i = 1; i <= one.getStackSize(); i++) {
            ImageProcessor a = one.getStack().getProcessor(i);
            ImageProcessor b = other.getStack().getProcessor(i);
            for (int y = margin; y < a.getHeight() - margin; y++)
                for (int x = margin; x < a.getWidth() - margin; x++)
                    most = Math.max(most, Math.abs(a.getf(x, y) - b.getf(x, y)));
        }
        return most;
    }

    @Test
    void denoisesAsCareInPythonDoes() throws IOException {
        Row row = imported("models/csbdeep_care_w2s/TF_SavedModel.zip", "");
        assertThat(row.refusal()).isEmpty();
        assertThat(row.lines())
                .contains("Open it with Plugins > Mulligan > Denoise with Mulligan...");
        Path care = data.resolve("models/csbdeep_care_w2s");
        ImagePlus noisy = IJ.openImage(care.resolve("testinput_081_0_crop128.tif").toString());
        ImagePlus python = IJ.openImage(care.resolve("testoutput_python_csbdeep.tif").toString());
        ImagePlus here = restored(Purpose.DENOISE, row.model(), noisy, 0, BitDepth.SAME);
        double most = difference(here, python, 24);
        System.out.printf(
                "    CARE: largest difference to CARE.predict in the interior %.3g grey values, image spans %.0f%n",
                most, python.getStatistics().max - python.getStatistics().min);
        assertThat(most).isLessThan(2e-5 * python.getStatistics().max + 0.01);
    }

    @Test
    void importsAnOldN2vOfFijiAndPassesItsTest() throws IOException {
        Row row =
                imported("models/n2v_bioimageio_020_zip/format-0.2.0-csbdeep.bioimage.io.zip", "");
        assertThat(row.refusal()).isEmpty();
        assertThat(row.lines()).anyMatch(line -> line.startsWith("Test tensors: passed"));
        assertThat(row.lines())
                .contains("Open it with Plugins > Mulligan > Denoise with Mulligan...");
        // Its own numbers: mean 0.49408814, deviation 0.28493392.
        var scaling = ModelFile.open(row.model()).description().tensorSpec().scaling();
        assertThat(scaling.low()).isCloseTo(0.49408814, within(1e-7));
        assertThat(scaling.high()).isCloseTo(0.49408814 + 0.28493392, within(1e-7));
    }

    @Test
    void enlargesAsEsrganInPythonDoes() throws IOException {
        Row row = imported("models/esrgan_slim_x2", "");
        assertThat(row.refusal()).isEmpty();
        ForeignTensor x = array("x");
        ForeignTensor y = array("y");
        float[] made;
        try (Imports raw = new Imports(folder)) {
            made = raw.output(row.model(), x.image("byxc"));
        }
        double most = Imports.largestDifference(made, y.values());
        System.out.printf("    ESRGAN: largest difference to its stored output %.3g%n", most);
        assertThat(most).isLessThan(1e-4);
        ImageStack stack = new ImageStack(150, 130);
        for (int c = 0; c < 3; c++) {
            ImageProcessor plane = natural(c + 1).getProcessor().duplicate();
            plane.setRoi(0, 0, 150, 130);
            stack.addSlice(plane.crop());
        }
        ImagePlus colours = new ImagePlus("colours", stack);
        colours.setDimensions(3, 1, 1);
        IJ.run(colours, "RGB Color", "");
        assertTiledEqualsUntiled("ESRGAN", Purpose.APPLY, row.model(), colours, 72);
    }

    private static ForeignTensor array(String name) throws IOException {
        Path file = folder.resolve(name + ".npy");
        try (ZipFile zip =
                new ZipFile(data.resolve("models/esrgan_slim_x2/saved_model_check.npz").toFile())) {
            Files.write(file, zip.getInputStream(zip.getEntry(name + ".npy")).readAllBytes());
        }
        return ForeignTensor.read(file);
    }

    private static ImagePlus natural(int number) {
        Path file = data.resolve("natural_gray/Set12/%02d.png".formatted(number));
        ImagePlus image = IJ.openImage(file.toString());
        assumeTrue(image != null, "no image " + file);
        return image;
    }

    private static void assertTiledEqualsUntiled(
            String name, Purpose purpose, Path model, ImagePlus image, int tile)
            throws IOException {
        ImagePlus whole = restored(purpose, model, image, 0, BitDepth.FLOAT);
        assertThat(whole.getInfoProperty()).doesNotContain("Tile: %d x".formatted(tile));
        ImagePlus tiled = restored(purpose, model, image, tile, BitDepth.FLOAT);
        assertThat(tiled.getInfoProperty()).contains("Tile: ");
        assertThat(tiled.getInfoProperty().replaceFirst("(?s).*Tile: (\\d+) x.*", "$1"))
                .satisfies(size -> assertThat(Integer.parseInt(size)).isLessThanOrEqualTo(tile));
        double most = difference(whole, tiled, 0);
        System.out.printf(
                "    %-20s %d x %d px in tiles of %d px against one: %.3g of 255%n",
                name, image.getWidth(), image.getHeight(), tile, most);
        assertThat(most).isLessThan(255 * 1e-5);
    }

    @Test
    void enlargesRealImagesAlikeInTilesAndAtOnce() throws IOException {
        List<String> names =
                List.of(
                        "ESPCN_x2",
                        "ESPCN_x3",
                        "ESPCN_x4",
                        "FSRCNN_x2",
                        "FSRCNN_x3",
                        "FSRCNN_x4",
                        "FSRCNN-small_x2",
                        "FSRCNN-small_x3",
                        "FSRCNN-small_x4");
        for (String name : names) {
            Row row = imported("models/sr_frozen_pb/" + name + ".pb", "");
            assertThat(row.refusal()).as(name).isEmpty();
            int scale = ModelFile.open(row.model()).description().scale();
            assertThat(name).endsWith("x" + scale);
            ImagePlus image = natural(1);
            image.setRoi(10, 20, 151, 139);
            assertTiledEqualsUntiled(name, Purpose.SUPER_RESOLVE, row.model(), image.crop(), 64);
        }
    }

    @Test
    void saysWhyTheOthersCannotBeImported() {
        List<String> refusals = new ArrayList<>();
        for (String source :
                List.of(
                        "models",
                        "models/mnist_features",
                        "models/bioimageio_onnx_unet_nuclei",
                        "models/bioimageio_onnx_unet_nuclei/weights.onnx",
                        "models/sr_frozen_pb",
                        "bioimageio_descriptors/unet2d_keras_tf",
                        "bioimageio_descriptors/unet2d_keras_tf2",
                        "bioimageio_descriptors/stardist_example_model",
                        "bioimageio_descriptors/stardist_example_model/v0_4.bioimageio.yaml",
                        "bioimageio_descriptors/stardist_example_model/rdf_wrong_shape_v0_4.yaml",
                        "bioimageio_descriptors/stardist_example_model/rdf_wrong_shape2_v0_4.yaml"))
            refusals.add(imported(source, "").refusal());
        refusals.add(imported("models/mnist_features", "features").refusal());
        assertThat(refusals).noneMatch(String::isBlank).doesNotContainNull();
        assertThat(refusals.get(0)).contains("SavedModels", "give the folder of one of them");
        assertThat(refusals.get(1)).contains("2 outputs; say which one with output=NAME");
        assertThat(refusals.get(2)).contains("it needs tensorflow_saved_model_bundle");
        assertThat(refusals.get(3)).contains("weights.onnx is an ONNX model");
        assertThat(refusals.get(4)).contains("holds 9 graphs", "give one of the files");
        assertThat(refusals.get(11)).contains("a result must be as large");
    }
}

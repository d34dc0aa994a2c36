package org.mulligan.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mulligan.Close.assertClose;

import ij.IJ;
import ij.ImagePlus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mulligan.model.ModelFile;
import org.mulligan.model.TestTensors;
import org.mulligan.model.Weights;
import org.mulligan.tensor.foreign.FrozenGraphReader;
import org.mulligan.tensor.frozen.Networks;

/** What a newcomer meets first: the shipped model, and the macros that use it. */
@Tag("slow")
class ShippedModelTest {
    @TempDir private Path folder;

    @Test
    void theReadmesMacroDenoisesFarBetterThanTheBestGaussian() throws Exception {
        String table =
                Doors.macroFile(
                        folder,
                        "macros/readme-pictures.ijm",
                        folder.resolve("pictures").toString());

        assertThat(care(table, "shipped")).isGreaterThan(care(table, "best Gaussian, sigma") + 2);
        assertThat(IJ.openImage(folder.resolve("pictures/before-after.png").toString()).getWidth())
                .isEqualTo(3 * 256);
    }

    @Test
    void theMacroForFoldersDenoisesTheImagesThatItHasNotYet() throws Exception {
        Path images = Files.createDirectory(folder.resolve("my images"));
        Path results = folder.resolve("results");
        ImagePlus ramp = IJ.createImage("", "16-bit ramp", 41, 33, 2);
        for (int i = 1; i <= 2; i++) ramp.getStack().getProcessor(i).noise(4000);
        for (String name : List.of("a.tif", "b 1.tif"))
            IJ.saveAsTiff(ramp, images.resolve(name).toString());
        Files.writeString(images.resolve("notes.txt"), "no image");

        String folders = images + ";" + results;
        assertThat(Doors.macroFile(folder, "macros/denoise-folder.ijm", folders))
                .startsWith("2 images denoised");
        assertThat(Doors.macroFile(folder, "macros/denoise-folder.ijm", folders))
                .startsWith("0 images denoised");

        assertThat(results.toFile().list()).containsExactlyInAnyOrder("a.tif", "b 1.tif");
        ImagePlus result = IJ.openImage(results.resolve("b 1.tif").toString());
        assertThat(result.getStackSize()).isEqualTo(2);
        ImagePlus noiseless = IJ.createImage("", "16-bit ramp", 41, 33, 1);
        assertThat(distance(result, noiseless)).isLessThan(distance(ramp, noiseless) / 2);
    }

    @Test
    void theMacroThatComparesTakesTheWinner() throws Exception {
        Path compared = folder.resolve("compared");
        String said = Doors.macroFile(folder, "macros/compare.ijm", compared.toString());
        assertThat(said).contains("Best: fluorescence, gain over raw [dB]: ");
        String info = IJ.openImage(compared.resolve("denoised.tif").toString()).getInfoProperty();
        assertThat(info)
                .contains("Chosen by: model=auto\nChoice: fluorescence, estimated PSNR ")
                .contains("Runner-up: ", "Model: fluorescence (denoise)");
        assertThat(compared.toFile().list()).anyMatch(name -> name.endsWith("-compare.csv"));
    }

    /** Mean absolute difference of the first planes. */
    private static double distance(ImagePlus image, ImagePlus other) {
        double sum = 0;
        int pixels = image.getWidth() * image.getHeight();
        for (int i = 0; i < pixels; i++)
            sum += Math.abs(image.getProcessor().getf(i) - other.getProcessor().getf(i));
        return sum / pixels;
    }

    /** The CARE PSNR of a row: the number after the one of the images. */
    private static double care(String table, String row) {
        String line =
                table.lines().filter(text -> text.startsWith(row + " ")).findFirst().orElseThrow();
        String[] numbers =
                Arrays.stream(line.substring(row.length()).trim().split("\\s+"))
                        .toArray(String[]::new);
        return Double.parseDouble(numbers[row.endsWith("sigma") ? 2 : 1]);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {"general", "general-fast", "fluorescence", "super-resolution-x2", "deblur"})
    void itsTestTensorsComeOutAsTheyDidWhenItWasMade(String name) throws Exception {
        ModelFile model = ModelFile.open(Path.of("models", name));
        TestTensors tensors = model.testTensors();
        float[] output =
                Networks.run(
                        FrozenGraphReader.read(model.graph(Weights.FAITHFUL)),
                        tensors.input(),
                        tensors.height(),
                        tensors.width(),
                        model.description().scale());

        // A network that is told of the noise takes more planes than it makes.
        assertClose(Arrays.copyOf(output, tensors.output().length), tensors.output(), 1e-3f);
    }
}

package org.mulligan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ij.IJ;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mulligan.model.ModelFile;
import org.mulligan.model.TestTensors;
import org.mulligan.model.Weights;
import org.mulligan.tensor.FrozenGraph;
import org.mulligan.tensor.Networks;

/**
 * What a newcomer meets first: the shipped model, and the macro that makes the README's picture
 * with it.
 */
class ShippedModelTest {
    @TempDir private Path folder;

    @Test
    void theReadmesMacroDenoisesFarBetterThanTheBestGaussian() throws Exception {
        Path out = folder.resolve("out.txt");
        Path err = folder.resolve("err.txt");
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0",
                                "-Dorg.bytedeco.javacpp.maxBytes=0",
                                "-Dmulligan.home=" + Path.of("").toAbsolutePath(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                Main.class.getName(),
                                "macro",
                                "macros/readme-pictures.ijm",
                                folder.resolve("pictures").toString())
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile())
                        .start();
        if (!process.waitFor(120, TimeUnit.SECONDS)) process.destroyForcibly().waitFor();

        assertThat(process.exitValue()).as(Files.readString(err, StandardCharsets.UTF_8)).isZero();
        String table = Files.readString(out, StandardCharsets.UTF_8);
        assertThat(care(table, "shipped")).isGreaterThan(care(table, "best Gaussian, sigma") + 2);
        assertThat(IJ.openImage(folder.resolve("pictures/before-after.png").toString()).getWidth())
                .isEqualTo(3 * 256);
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

    @Test
    void itsTestTensorsComeOutAsTheyDidWhenItWasMade() throws Exception {
        ModelFile model = ModelFile.open(Path.of("models/fluorescence"));
        TestTensors tensors = model.testTensors();
        float[] output =
                Networks.run(
                        FrozenGraph.parse(model.graph(Weights.FAITHFUL)),
                        tensors.input(),
                        tensors.height(),
                        tensors.width());

        assertThat(output).usingComparatorWithPrecision(1e-3f).containsExactly(tensors.output());
    }
}

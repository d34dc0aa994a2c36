package org.mulligan.service.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mulligan.model.ModelDescription;
import org.mulligan.model.ModelFile;
import org.mulligan.model.format.ForeignTensor;

/**
 * Models that Python writes now, each in another way, give its numbers here. Skipped without a
 * Python that has TensorFlow (MULLIGAN_PYTHON).
 */
class PythonModelsTest {
    @TempDir private static Path folder;
    private static Imports imports;

    @BeforeAll
    static void write() throws Exception {
        String python = System.getenv("MULLIGAN_PYTHON");
        assumeTrue(
                python != null && !python.isBlank(),
                "No Python with TensorFlow 2.18; name one with MULLIGAN_PYTHON");
        Path err = folder.resolve("python.txt");
        Process process =
                new ProcessBuilder(
                                python,
                                Path.of("src/test/python/make_models.py")
                                        .toAbsolutePath()
                                        .toString(),
                                folder.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(err.toFile())
                        .start();
        if (!process.waitFor(10, TimeUnit.MINUTES)) process.destroyForcibly().waitFor();
        assertThat(process.exitValue()).as(Files.readString(err)).isZero();
        imports = new Imports(Files.createDirectory(folder.resolve("imported")));
    }

    @AfterAll
    static void end() {
        if (imports != null) imports.close();
    }

    /** Tolerances: float32 rounds at 1e-7 of the result, half precision at 1e-3. */
    @ParameterizedTest(name = "{0}: {1} -> {2} channels, multiples of {3} px, sees {4} px, {5}")
    @CsvSource({
        "keras_export, 1, 1, 4, 23, 0, 1e-5",
        "keras_colours, 3, 3, 4, 23, 0, 1e-5",
        "fixed_side, 1, 1, 4, 23, 64, 1e-5",
        "several_signatures, 1, 1, 1, 7, 0, 1e-5",
        "lookup, 1, 1, 1, 1, 0, 1e-5",
        "instance_norm, 1, 1, 2, 16383, 0, 1e-4",
        "half, 1, 1, 1, 5, 0, 4e-3",
        "channels_first, 2, 2, 1, 5, 0, 1e-5",
        "eight_bits, 1, 1, 1, 3, 0, 1",
        "frozen, 1, 1, 2, 5, 0, 1e-5",
        "tensorflow1, 1, 1, 1, 5, 0, 1e-5",
    })
    void givesTheNumbersOfPython(
            String name, int in, int out, int stride, int field, int side, double tolerance)
            throws Exception {
        Path source = folder.resolve(name);
        if (!Files.exists(source)) source = folder.resolve(name + ".pb");
        Imported imported = imports.run(source, Imports.settings(name));
        ModelDescription model = ModelFile.open(imported.model()).description();
        ForeignTensor.Image given = tensor(name + ".in.npy");
        float[] made = imports.output(imported.model(), given);
        double difference = Imports.largestDifference(made, tensor(name + ".out.npy").values());
        System.out.printf(
                "%-20s sees %7d px, multiples of %2d, side %3d: %.3g from Python%n",
                name,
                model.receptiveField(),
                model.stride(),
                model.tensorSpec().side(),
                difference);
        assertThat(difference).isLessThanOrEqualTo(tolerance);
        assertThat(model.tensorSpec().inputChannels()).isEqualTo(in);
        assertThat(model.tensorSpec().outputChannels()).isEqualTo(out);
        assertThat(model.stride()).isEqualTo(stride);
        assertThat(model.receptiveField()).isEqualTo(field);
        assertThat(model.tensorSpec().side()).isEqualTo(side);
    }

    private static ForeignTensor.Image tensor(String file) throws Exception {
        return ForeignTensor.read(folder.resolve(file)).image("byxc");
    }

    @Test
    void asksWhichOfSeveralOutputsIsWanted() throws Exception {
        Path source = folder.resolve("two_outputs");
        assertThatThrownBy(() -> imports.run(source, Imports.settings("which one")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("has 2 outputs; say which one with output=NAME")
                .hasMessageContaining("clean")
                .hasMessageContaining("sure");
        ImportSettings sure =
                new ImportSettings(
                        "the sure one",
                        "",
                        "sure",
                        "",
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        0);
        Imported imported = imports.run(source, sure);
        float[] made = imports.output(imported.model(), tensor("two_outputs.in.npy"));
        assertThat(Imports.largestDifference(made, tensor("two_outputs.out.npy").values()))
                .isLessThan(1e-5);
    }

    @Test
    void takesPixelsOf8BitsAsTheyAre() throws Exception {
        Imported imported = imports.run(folder.resolve("eight_bits"), Imports.settings("bytes"));
        assertThat(imported.lines())
                .contains("Normalisation: none; result in the units of the image");
    }
}

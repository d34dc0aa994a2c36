package org.mulligan.service.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mulligan.Close.assertClose;

import ij.IJ;
import ij.ImagePlus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mulligan.engine.Progress;
import org.mulligan.model.ForeignModelException;
import org.mulligan.model.ModelFile;
import org.mulligan.model.TestTensors;
import org.mulligan.model.Weights;
import org.mulligan.model.export.ExportFormat;
import org.mulligan.predict.ModelTrial;
import org.mulligan.service.MulliganService;
import org.mulligan.service.ServiceHere;
import org.mulligan.service.generate.TrainedSynthesiser;

@ExtendWith(ServiceHere.class)
class ExportingTest {
    @TempDir private Path folder;
    private static MulliganService mulligan;

    @BeforeAll
    static void start(MulliganService here) {
        mulligan = here;
    }

    private Path export(String model, String format, double sharpness, String file)
            throws IOException {
        Path target = folder.resolve(file);
        mulligan.shelf()
                .export(
                        new ExportSettings(
                                model,
                                ExportFormat.of(format),
                                sharpness,
                                List.of("Jane Doe"),
                                target),
                        Progress.SILENT);
        return target;
    }

    private static Set<String> names(Path zip) throws IOException {
        Set<String> names = new TreeSet<>();
        try (ZipFile file = new ZipFile(zip.toFile())) {
            file.stream().forEach(entry -> names.add(entry.getName()));
        }
        return names;
    }

    private static String text(Path zip, String name) throws IOException {
        try (ZipFile file = new ZipFile(zip.toFile())) {
            return new String(
                    file.getInputStream(file.getEntry(name)).readAllBytes(),
                    StandardCharsets.UTF_8);
        }
    }

    @Test
    void aFaithfulPackageIsStillAModelOfMulligan() throws IOException {
        ModelFile original = mulligan.model("fluorescence");
        ModelFile exported = ModelFile.open(export("fluorescence", "bioimage.io-0.5", 0, "f.zip"));

        assertThat(exported.weights()).containsExactly(Weights.FAITHFUL);
        assertThat(exported.description()).isEqualTo(original.description());
        assertClose(exported.testTensors().output(), original.testTensors().output(), 1e-5f);
        assertThat(text(exported.path(), "rdf.yaml"))
                .contains("name: Jane Doe", "source: sample_input.tif", "covers:\n- cover.png");
        assertThat(exported.card())
                .contains("# How to run it", "the percentile 1.0, becomes 0", "# Validation");
    }

    @Test
    void adversarialWeightsDoNotPassForFaithfulOnes() throws IOException {
        Path sharp = export("fluorescence", "bioimage.io-0.5", 1, "sharp.zip");

        assertThatThrownBy(() -> ModelFile.open(sharp)).isInstanceOf(ForeignModelException.class);
        assertThat(text(sharp, "rdf.yaml"))
                .contains("source: adversarial.zip", "sharpness: 1.0", "no measurement");
    }

    @Test
    void theTestTensorsAreThoseOfTheWeightsInBetween() throws IOException {
        TestTensors stored = mulligan.model("fluorescence").testTensors();
        float[][] outputs = new float[3][];
        for (int i = 0; i < 3; i++) {
            Path plain = export("fluorescence", "savedmodel", i / 2.0, "s" + i);
            ImagePlus sample = IJ.openImage(plain.resolve("sample_output.tif").toString());
            outputs[i] = (float[]) sample.getProcessor().getPixels();
            assertThat(sample.getWidth()).isEqualTo(stored.width());
        }
        assertClose(outputs[0], stored.output(), 1e-5f);
        assertThat(ModelTrial.largest(outputs[0], outputs[1])).isGreaterThan(1e-3);
        assertThat(ModelTrial.largest(outputs[1], outputs[2])).isGreaterThan(1e-3);
        assertThat(folder.resolve("s0/saved_model.pb")).exists();
        assertThat(folder.resolve("s0/README.md")).content().contains("saved_model.load");
    }

    @Test
    void enlargingIsAFactorInTheOlderFormat() throws IOException {
        String rdf =
                text(export("super-resolution-x2", "bioimage.io-0.4", 0, "x2.zip"), "rdf.yaml");

        assertThat(rdf)
                .contains("format_version: 0.4.10")
                .contains("    scale:\n    - 1.0\n    - 2.0\n    - 2.0\n    - 1.0\n")
                .contains("mode: per_sample", "test_inputs:\n- test_input.npy")
                .contains("- -.inf");
    }

    @Test
    void csbdeepFindsItsFilesAtTheRoot() throws IOException {
        Path zip = export("fluorescence", "csbdeep", 0, "care.zip");

        assertThat(names(zip))
                .contains("saved_model.pb", "meta.json", "README.md", "sample_input.tif");
        int halo = mulligan.model("fluorescence").description().roundedHalo();
        assertThat(text(zip, "meta.json"))
                .isEqualTo(
                        "{\"type\": \"CARE\", \"version\": \"0.8.2\", \"probabilistic\": false, \"axes\": \"YXC\", \"axes_div_by\": [8, 8, 1], \"tile_overlap\": [%d, %<d, 0]}"
                                .formatted(halo));
        assertThat(text(zip, "README.md"))
                .contains("percentilebottom=1.0 percentiletop=99.8", "overlap=" + halo);
    }

    @Test
    void aSynthesiserGoesAlongWithItsDrawing() throws IOException {
        Path zip = export(TrainedSynthesiser.model().toString(), "bioimage.io-0.4", 0, "spots.zip");

        assertThat(names(zip)).contains("generator.zip", "sample_output.tif");
        assertThat(names(zip)).doesNotContain("sample_input.tif");
        assertThat(text(zip, "README.md")).contains("left, right", "inventions");
    }

    @Test
    void equalExportsAreEqualFiles() throws IOException {
        for (String format : List.of("bioimage.io-0.5", "csbdeep"))
            assertThat(
                            Files.readAllBytes(
                                    export("fluorescence", format, 0.5, "a" + format + ".zip")))
                    .isEqualTo(
                            Files.readAllBytes(
                                    export("fluorescence", format, 0.5, "b" + format + ".zip")));
    }

    @ParameterizedTest(name = "{0} as {1} of sharpness {2} to {3}")
    @CsvSource(
            delimiter = ';',
            value = {
                "none; savedmodel; 0; a.zip; No model is named \"none\"",
                "super-resolution-x2; csbdeep; 0; a.zip; crops each result",
                "fluorescence; csbdeep; 0; folder; must end in .zip",
                "super-resolution-x2; savedmodel; 0.5; a; has faithful weights only",
                "fluorescence; savedmodel; 1.5; a; sharpness must be from 0 to 1",
                "fluorescence; onnx; 0; a; format must be one of bioimage.io-0.5,"
            })
    void refusesAndLeavesNothing(
            String model, String format, double sharpness, String file, String message)
            throws IOException {
        assertThatThrownBy(() -> export(model, format, sharpness, file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void refusesWhatDrawsForCsbdeep() throws IOException {
        String model = TrainedSynthesiser.model().toString();
        assertThatThrownBy(() -> export(model, "csbdeep", 0, "a.zip"))
                .hasMessageContaining("draws images out of chance");
        assertThatThrownBy(() -> export(model, "savedmodel", 0.5, "a.zip"))
                .hasMessageContaining("has generator weights only");
    }

    @Test
    void neverOverwrites() throws IOException {
        Path there = Files.writeString(folder.resolve("there.zip"), "mine");
        assertThatThrownBy(() -> export("fluorescence", "savedmodel", 0, "there.zip"))
                .isInstanceOf(FileAlreadyExistsException.class)
                .hasMessageContaining("never overwritten");
        assertThat(there).hasContent("mine");
    }
}

package org.mulligan.service.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.mulligan.engine.Progress;
import org.mulligan.model.export.ExportFormat;
import org.mulligan.service.MulliganService;
import org.mulligan.service.ServiceHere;
import org.mulligan.service.generate.TrainedSynthesiser;

/** What Mulligan writes, in the validator of bioimage.io and in Python's TensorFlow. */
@ExtendWith(ServiceHere.class)
class PackagesInPythonTest {
    @TempDir private static Path folder;
    private static MulliganService mulligan;

    @BeforeAll
    static void start(MulliganService here) {
        PythonCheck.require();
        mulligan = here;
    }

    private static Path export(String model, ExportFormat format, double sharpness, String file)
            throws IOException {
        Path target = folder.resolve(file);
        mulligan.shelf()
                .export(
                        new ExportSettings(model, format, sharpness, List.of("Jane Doe"), target),
                        Progress.SILENT);
        return target;
    }

    private static void assertSameNumbers(List<Path> models) throws Exception {
        Map<Path, Double> differences = PythonCheck.differences(models, folder);
        differences.forEach(
                (model, difference) ->
                        System.out.printf(
                                "largest difference in Python: %.1e %s%n",
                                difference, model.getFileName()));
        assertThat(differences.values())
                .allSatisfy(difference -> assertThat(difference).isLessThan(2e-5));
    }

    @Test
    void theShippedModelsAreValidAndComputeTheSame() throws Exception {
        try (Stream<Path> models = Files.list(Path.of("models"))) {
            assertSameNumbers(models.filter(Files::isDirectory).sorted().toList());
        }
    }

    @Test
    void exportsOfAllFormatsAreValidAndComputeTheSame() throws Exception {
        List<Path> exports = new ArrayList<>();
        for (ExportFormat format : ExportFormat.values())
            exports.add(export("fluorescence", format, 0.5, format + ".zip"));
        exports.add(export("fluorescence", ExportFormat.BIOIMAGE_05, 0, "faithful"));
        exports.add(export("fluorescence", ExportFormat.SAVED_MODEL, 1, "plain"));
        for (ExportFormat format :
                List.of(
                        ExportFormat.BIOIMAGE_05,
                        ExportFormat.BIOIMAGE_04,
                        ExportFormat.SAVED_MODEL)) {
            exports.add(export("super-resolution-x2", format, 0, "x2-" + format + ".zip"));
            exports.add(
                    export(
                            TrainedSynthesiser.model().toString(),
                            format,
                            0,
                            "spots-" + format + ".zip"));
        }
        assertSameNumbers(exports);
    }

    /** A check that cannot fail would say nothing. */
    @Test
    void aWrongTestOutputIsFound() throws Exception {
        Path plain = export("fluorescence", ExportFormat.SAVED_MODEL, 0, "wrong");
        Path packed = export("fluorescence", ExportFormat.BIOIMAGE_04, 0, "wrong04");
        for (Path wrong : List.of(plain, packed))
            Files.copy(
                    wrong.resolve("test_input.npy"),
                    wrong.resolve("test_output.npy"),
                    StandardCopyOption.REPLACE_EXISTING);
        List<String> said = PythonCheck.said(List.of(plain, packed), folder);
        assertThat(Double.parseDouble(said.get(0).replaceFirst(".* ok ", ""))).isGreaterThan(0.01);
        assertThat(said.get(1)).contains(" FAILED ");
    }

    /** As the trainings of all other tests write theirs. */
    @Test
    void trainedSynthesisersAreValid() throws Exception {
        assertSameNumbers(List.of(TrainedSynthesiser.model()));
    }
}

package org.mulligan.service.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mulligan.engine.DeviceChoice;
import org.mulligan.engine.Progress;
import org.mulligan.image.intensity.Scaling;
import org.mulligan.model.ModelFile;
import org.mulligan.model.export.ExportFormat;
import org.mulligan.predict.ModelTrial;
import org.mulligan.service.MulliganService;
import org.mulligan.service.ServiceHere;

/** Out as another program has it, in again as another program's. */
@ExtendWith(ServiceHere.class)
@Tag("slow")
class RoundTripTest {
    @TempDir private static Path folder;
    private static MulliganService mulligan;

    @BeforeAll
    static void start(MulliganService here) {
        mulligan = here;
    }

    private static Path export(String model, String format, double sharpness, String file)
            throws IOException {
        Path target = folder.resolve(file);
        mulligan.shelf()
                .export(
                        new ExportSettings(
                                model, ExportFormat.of(format), sharpness, List.of(), target),
                        Progress.SILENT);
        return target;
    }

    private static ModelFile bringIn(Path source, String file) throws IOException {
        Imported imported =
                mulligan.shelf()
                        .importModel(
                                source.toString(),
                                new ImportSettings(
                                        folder.resolve(file).toString(),
                                        "",
                                        "",
                                        "",
                                        Optional.of(Scaling.percentiles(1, 99.8)),
                                        Optional.of(true),
                                        Optional.empty(),
                                        0),
                                Progress.SILENT);
        return ModelFile.open(imported.model());
    }

    @ParameterizedTest(name = "{0} as {1}, sharpness {2}")
    @CsvSource({
        "fluorescence, bioimage.io-0.5, 1",
        "fluorescence, bioimage.io-0.4, 0.5",
        "fluorescence, csbdeep, 0",
        "fluorescence, savedmodel, 0.5",
        "super-resolution-x2, bioimage.io-0.4, 0"
    })
    void comesBackAsItWent(String name, String format, double sharpness) throws IOException {
        String file = "%s-%s-%s".formatted(name, format, sharpness);
        ModelFile back =
                bringIn(export(name, format, sharpness, file + ".zip"), file + "-back.zip");

        assertThat(back.description().imported()).isPresent();
        assertThat(back.description().scale()).isEqualTo(name.endsWith("x2") ? 2 : 1);
        CheckedModel checked =
                mulligan.shelf()
                        .check(
                                back.path().toString(),
                                DeviceChoice.CPU,
                                0,
                                Optional.empty(),
                                Progress.SILENT)
                        .get(0);
        assertThat(checked.problems()).isEmpty();
        System.out.printf(
                "back in Mulligan: test %.1e %s %s%n",
                checked.test().orElseThrow(), file, back.description().provenance().get("test"));
        assertThat(checked.test().orElseThrow()).isLessThan(1e-4);
        if (format.startsWith("bioimage"))
            assertThat(back.description().provenance().get("test").toString())
                    .contains("passed=true");
    }

    @Test
    void whatWasImportedGoesOutAgain() throws Exception {
        Path plain = export("fluorescence", "savedmodel", 0, "plain");
        Path back = bringIn(plain, "imported.zip").path();
        List<Path> again = new ArrayList<>(List.of(back));
        for (ExportFormat format : ExportFormat.values())
            again.add(export(back.toString(), format.toString(), 0, "again-" + format + ".zip"));

        ModelFile own = ModelFile.open(again.get(1));
        assertThat(own.description()).isEqualTo(ModelFile.open(back).description());
        assertThat(
                        ModelTrial.largest(
                                own.testTensors().output(),
                                ModelFile.open(back).testTensors().output()))
                .isLessThan(1e-5);
        PythonCheck.require();
        assertThat(PythonCheck.differences(again.subList(3, 5), folder).values())
                .allSatisfy(difference -> assertThat(difference).isLessThan(2e-5));
        assertThat(PythonCheck.said(again.subList(0, 3), folder))
                .allMatch(line -> line.contains(" ok "));
    }
}

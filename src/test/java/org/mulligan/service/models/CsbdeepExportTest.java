package org.mulligan.service.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mulligan.engine.Progress;
import org.mulligan.model.export.ExportFormat;
import org.mulligan.service.EngineHere;
import org.mulligan.service.MulliganService;
import org.scijava.Context;

/** The zip for CARE, in the TensorFlow that CARE runs in Fiji. */
class CsbdeepExportTest {
    @TempDir private Path folder;

    @ParameterizedTest(name = "{0}, sharpness {1}")
    @CsvSource({"fluorescence, 0", "fluorescence, 0.5", "fluorescence, 1", "deblur, 0"})
    void tensorFlow1ComputesTheSame(String model, double sharpness) throws Exception {
        Path zip = folder.resolve("care.zip");
        try (Context context = EngineHere.start()) {
            MulliganService mulligan = context.service(MulliganService.class);
            mulligan.shelf()
                    .export(
                            new ExportSettings(
                                    model, ExportFormat.CSBDEEP, sharpness, List.of(), zip),
                            Progress.SILENT);
            mulligan.endEngine();
        }
        Path unpacked = Files.createDirectory(folder.resolve("unpacked"));
        try (ZipFile file = new ZipFile(zip.toFile())) {
            for (ZipEntry entry : file.stream().toList())
                try (InputStream in = file.getInputStream(entry)) {
                    Files.copy(in, unpacked.resolve(entry.getName()));
                }
        }
        String[] said = OldTensorFlow.run(folder, unpacked.toString()).split(" ");
        System.out.printf(
                "largest difference in TensorFlow %s: %s (%s, %s)%n",
                said[0], said[1], model, sharpness);
        assertThat(said[0]).isEqualTo("1.15.0");
        assertThat(said[2]).isEqualTo(said[3]);
        assertThat(Double.parseDouble(said[1])).isLessThan(2e-5);
    }
}

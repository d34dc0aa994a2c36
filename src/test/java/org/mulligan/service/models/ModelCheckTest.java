package org.mulligan.service.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.mulligan.engine.DeviceChoice;
import org.mulligan.engine.Progress;
import org.mulligan.model.export.ExportFormat;
import org.mulligan.predict.BoxEngine;
import org.mulligan.predict.ModelTrial;
import org.mulligan.service.MulliganService;
import org.mulligan.service.ServiceHere;
import org.mulligan.service.generate.TrainedSynthesiser;

@ExtendWith(ServiceHere.class)
class ModelCheckTest {
    @TempDir private Path folder;
    private static MulliganService mulligan;

    @BeforeAll
    static void start(MulliganService here) {
        mulligan = here;
    }

    private static List<CheckedModel> check(Path place, int side, Optional<Path> output)
            throws IOException {
        return mulligan.shelf()
                .check(place.toString(), DeviceChoice.CPU, side, output, Progress.SILENT);
    }

    private Path copy(String name) throws IOException {
        Path target = Files.createDirectory(folder.resolve(name));
        try (Stream<Path> files = Files.list(Path.of("models/fluorescence"))) {
            for (Path file : files.toList())
                Files.copy(file, target.resolve(file.getFileName().toString()));
        }
        return target;
    }

    @Test
    void aGoodModelPassesEveryCheck() throws IOException {
        CheckedModel checked = check(Path.of("models/fluorescence"), 64, Optional.empty()).get(0);

        assertThat(checked.problems()).isEmpty();
        assertThat(checked.format()).isEqualTo("bioimage.io 0.5.7 (Mulligan)");
        assertThat(checked.task()).isEqualTo("denoise");
        assertThat(checked.weights()).isBetween(10_000L, 10_000_000L);
        assertThat(checked.operations()).isBetween(5, 20);
        assertThat(checked.test().orElseThrow()).isLessThan(1e-4);
        assertThat(checked.seam().orElseThrow()).isLessThan(1e-5);
        assertThat(checked.milliseconds().orElseThrow()).isPositive();
        assertThat(checked.device()).startsWith("CPU");
    }

    @Test
    void brokenOnesAreRowsAmongGoodOnes() throws IOException {
        Path damaged = copy("damaged");
        byte[] graph = Files.readAllBytes(damaged.resolve("faithful.zip"));
        graph[graph.length / 2] ^= 1;
        Files.write(damaged.resolve("faithful.zip"), graph);
        Files.writeString(folder.resolve("nothing.zip"), "no zip");
        Path other = copy("other");
        Files.copy(
                other.resolve("test_input.npy"),
                other.resolve("test_output.npy"),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        fixHash(other);
        Path foreign = folder.resolve("sharp.zip");
        mulligan.shelf()
                .export(
                        new ExportSettings(
                                "fluorescence", ExportFormat.CSBDEEP, 1, List.of(), foreign),
                        Progress.SILENT);
        copy("whole");
        Path csv = folder.resolve("table.csv");

        List<CheckedModel> checked = check(folder, 0, Optional.of(csv));

        assertThat(checked.stream().map(CheckedModel::name))
                .containsExactly("damaged", "nothing.zip", "other", "sharp.zip", "whole");
        assertThat(checked.stream().map(CheckedModel::passed))
                .containsExactly(false, false, false, true, true);
        assertThat(checked.get(0).problems())
                .singleElement()
                .asString()
                .contains("damaged: its SHA-256");
        assertThat(checked.get(1).problems()).singleElement().asString().contains("no zip");
        assertThat(checked.get(2).problems()).singleElement().asString().contains("test tensors");
        assertThat(checked.get(2).test().orElseThrow()).isGreaterThan(0.01);
        CheckedModel sharp = checked.get(3);
        assertThat(sharp.format()).isEqualTo("CSBDeep");
        assertThat(sharp.weights()).isEqualTo(checked.get(4).weights());
        assertThat(sharp.seam().orElseThrow()).isLessThan(1e-5);
        assertThat(sharp.test()).as("it states none").isEmpty();
        assertThat(Files.readAllLines(csv)).hasSize(6);
        assertThat(Files.readAllLines(csv).get(0)).startsWith("Model,Result,Format");
        assertThat(folder.resolve("table.txt")).content().contains("whole").contains("PROBLEM");
    }

    /** So that the package is consistent, and only wrong. */
    private static void fixHash(Path model) throws IOException {
        Path rdf = model.resolve("rdf.yaml");
        List<String> lines = Files.readAllLines(rdf);
        int output = -1;
        int input = -1;
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).contains("source: test_output.npy")) output = i + 1;
            if (lines.get(i).contains("source: test_input.npy")) input = i + 1;
        }
        lines.set(output, lines.get(input));
        Files.write(rdf, lines);
    }

    @Test
    void aSynthesiserIsCheckedToo() throws IOException {
        CheckedModel checked = check(TrainedSynthesiser.model(), 64, Optional.empty()).get(0);

        assertThat(checked.problems()).isEmpty();
        assertThat(checked.test().orElseThrow()).isLessThan(1e-5);
        assertThat(checked.seam()).isEmpty();
        assertThat(checked.side()).isEqualTo(TrainedSynthesiser.SIZE);
    }

    @Test
    void aSeamShows() throws IOException {
        assertThat(new ModelTrial(new BoxEngine(5).loaded(), Progress.SILENT).seam())
                .isLessThan(1e-6);
        var honest = new BoxEngine(5).loaded();
        var lying =
                new org.mulligan.predict.LoadedModel(
                        new BoxEngine(1).model(),
                        honest.hash(),
                        0,
                        honest.network(),
                        honest.engine(),
                        honest.buffers());
        assertThat(new ModelTrial(lying, Progress.SILENT).seam()).isGreaterThan(1e-2);
    }

    @Test
    void refusesWhatItCannotCheckOrWrite() throws IOException {
        Path there = Files.writeString(folder.resolve("there.csv"), "mine");
        assertThatThrownBy(() -> check(Path.of("models"), 0, Optional.of(there)))
                .isInstanceOf(FileAlreadyExistsException.class);
        assertThatThrownBy(
                        () -> check(Path.of("models"), 0, Optional.of(folder.resolve("table.xls"))))
                .hasMessageContaining("must end in .csv");
        assertThatThrownBy(() -> check(folder, 0, Optional.empty()))
                .hasMessageContaining("There is no model in");
        assertThatThrownBy(() -> check(Path.of("no such"), 0, Optional.empty()))
                .hasMessageContaining("There is no file or folder \"no such\"");
        assertThat(there).hasContent("mine");
    }
}

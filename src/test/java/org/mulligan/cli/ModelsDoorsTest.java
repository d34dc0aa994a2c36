package org.mulligan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.mulligan.service.generate.TrainedSynthesiser;

/** Exporting, checking, listing and removing by a macro and from the command line. */
class ModelsDoorsTest {
    @TempDir private Path folder;
    @RegisterExtension private final Doors doors = new Doors();

    @BeforeEach
    void start() {
        doors.modelsIn(folder.resolve("models"));
        doors.put("@", folder + "/");
    }

    @Test
    void exportsAlikeFromEachDoor() throws IOException {
        Path one = folder.resolve("one.zip");
        Path two = folder.resolve("two.zip");
        doors.succeeds(
                "export --model fluorescence --output @one.zip --format csbdeep --sharpness 0.5"
                        + " --authors \"Jane Doe; John Roe\"");
        assertThat(doors.out()).isEqualTo(one + System.lineSeparator());
        doors.macro(
                "ExportModel",
                "model=fluorescence output=@two.zip format=csbdeep sharpness=0.5 authors=[Jane Doe; John Roe]");
        assertThat(Files.readAllBytes(two)).isEqualTo(Files.readAllBytes(one));

        assertThat(doors.run("export --model fluorescence --output @one.zip")).isOne();
        assertThat(doors.err()).contains("never overwritten");
        assertThat(doors.run("export --model x --output y --format onnx")).isEqualTo(2);
        assertThat(doors.err()).contains("format must be one of bioimage.io-0.5, ");
    }

    @Test
    void checksAlikeFromEachDoor() throws IOException {
        doors.put("MODEL", TrainedSynthesiser.model());
        Path one = folder.resolve("one.csv");
        Path two = folder.resolve("two.csv");
        doors.succeeds("check --models MODEL --size 0 --output @one.csv");
        String said = doors.out();
        assertThat(said).startsWith("Model").contains("spots.zip", "ok", "right", "none");
        doors.macro("CheckModels", "models=MODEL size=0 output=@two.csv");
        assertThat(Files.readAllLines(two)).isEqualTo(Files.readAllLines(one)).hasSize(2);
        assertThat(Files.readString(folder.resolve("one.txt"))).isEqualTo(said.replace("\r", ""));
        assertThat(doors.run("check --models @none")).isOne();
        assertThat(doors.err()).contains("There is no file or folder");
    }

    @Test
    void listsAndRemovesAlikeFromEachDoor() throws IOException {
        Path own = Files.createDirectories(folder.resolve("models"));
        for (String name : List.of("a.zip", "b.zip"))
            Files.copy(TrainedSynthesiser.model(), own.resolve(name));
        Files.writeString(own.resolve("broken.zip"), "no zip");
        assertThat(doors.run("models")).isZero();
        assertThat(doors.out().lines().toList())
                .hasSizeGreaterThan(5)
                .anyMatch(line -> line.matches("fluorescence +denoise +CC0-1.0 .*shipped.*"))
                .anyMatch(line -> line.matches("a +synthesise .*own +trained 20.*"))
                .anyMatch(line -> line.matches("broken .*DOES NOT OPEN: .*no zip.*"));

        assertThat(doors.run("models --remove a")).isZero();
        assertThat(doors.out())
                .isEqualTo("Removed " + own.resolve("a.zip") + System.lineSeparator());
        doors.macro("ListModels", "remove=b");
        assertThat(own.resolve("a.zip")).doesNotExist();
        assertThat(own.resolve("b.zip")).doesNotExist();
        assertThat(own.resolve("broken.zip")).exists();
        assertThat(doors.run("models --remove fluorescence")).isOne();
        assertThat(doors.err()).contains("came with Mulligan and stays");
        assertThat(Path.of("models/fluorescence/rdf.yaml")).exists();
    }
}

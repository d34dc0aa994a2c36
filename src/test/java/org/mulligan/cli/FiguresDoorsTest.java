package org.mulligan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ij.IJ;
import ij.measure.ResultsTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.mulligan.service.generate.TrainedSynthesiser;

/**
 * Figures of synthesisers, judgements and enlarged folders, by a macro and from the command line.
 */
class FiguresDoorsTest {
    @TempDir private Path folder;
    @RegisterExtension private final Doors doors = new Doors();

    @BeforeEach
    void nameFiles() throws IOException {
        Path model = TrainedSynthesiser.model();
        doors.put("@", folder + "/");
        doors.put("IMAGES", model.resolveSibling("images.tif"));
        doors.put("LABELS", model.resolveSibling("labels.txt"));
        doors.put("MODEL", model);
        ResultsTable.getResultsTable().reset();
    }

    @Test
    void evaluatesSynthesisAlikeFromEachDoor() throws IOException {
        String said =
                doors.succeeds(
                        "evaluate-synthesis --images IMAGES --classes LABELS --model MODEL --output @one --count 40");
        assertThat(said).startsWith("=== spots ===").contains("Nearest training image");
        doors.macro(
                "EvaluateSynthesis",
                "images=IMAGES classes=LABELS model=MODEL output=@two count=40");
        for (String name : List.of("GANs_summary.txt", "GANs_summary.csv", "spots-neighbours.png"))
            assertThat(Files.readAllBytes(folder.resolve("two/" + name)))
                    .isEqualTo(Files.readAllBytes(folder.resolve("one/" + name)));
    }

    @Test
    void judgesAlikeFromEachDoor() {
        String said = doors.succeeds("judge --input IMAGES --model MODEL --class left");
        List<String> lines = said.lines().toList();
        assertThat(lines).hasSize(120);
        doors.macro("Judge", IJ.openImage(doors.filled("IMAGES")), "model=MODEL class=left");
        ResultsTable table = ResultsTable.getResultsTable();
        assertThat(table.size()).isEqualTo(120);
        for (int i : new int[] {0, 7, 119})
            assertThat(lines.get(i))
                    .startsWith(table.getStringValue("Image", i) + ": score ")
                    .contains(table.getStringValue("Verdict", i) + ", as class left");
        assertThat(doors.err()).contains("no proof");
    }

    @Test
    void augmentsAlikeFromEachDoor() throws IOException {
        doors.succeeds("synthesise --model MODEL --output @images/left --class left --count 2");
        doors.succeeds("synthesise --model MODEL --output @images/right --class right --count 3");
        String said =
                doors.succeeds(
                        "augment --images @images --output @one --model MODEL --balance --seed 5");
        assertThat(said)
                .startsWith("5 real, 35 symmetric and 8 synthetic images\nclass left: 24\n")
                .endsWith(folder + "/one\n");
        doors.macro("Augment", "images=@images output=@two model=MODEL balance=true seed=5");
        assertThat(Files.readAllBytes(folder.resolve("two/manifest.csv")))
                .isEqualTo(Files.readAllBytes(folder.resolve("one/manifest.csv")));
    }
}

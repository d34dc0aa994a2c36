package org.mulligan.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.awt.GraphicsEnvironment;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mulligan.ij1.CommandTable;

/** ImageJ on a display, in a process of its own: its window would change every test after it. */
@Tag("slow")
@Tag("alone")
class DisplayTest {
    @TempDir private static Path folder;
    private static List<String> said;

    @BeforeAll
    static void useImageJ() throws Exception {
        assumeFalse(GraphicsEnvironment.isHeadless(), "there is no display");
        JavaProcess imageJ =
                JavaProcess.run(
                        folder,
                        60,
                        List.of(
                                "-Duser.home=" + folder,
                                DisplayProbe.class.getName(),
                                folder.toString()));
        System.err.print(imageJ.err());
        said = imageJ.out().lines().toList();
    }

    private static List<String> lines(String word) {
        return said.stream()
                .filter(line -> line.startsWith(word + " "))
                .map(line -> line.substring(word.length() + 1))
                .toList();
    }

    @Test
    void theListOfImageJsOwnCommandsIsThatOfItsMenus() {
        assertThat(lines("command")).hasSizeGreaterThan(400);
        Set<String> unknown = new TreeSet<>(lines("command"));
        unknown.removeAll(CommandTable.lines());
        assertThat(unknown).isEmpty();
    }

    @Test
    void theMenuIsThere() {
        assertThat(lines("menu")).containsExactly("Mulligan");
        assertThat(String.join("\n", lines("command")))
                .contains("\"Denoise with Mulligan...\",org.mulligan.ij1.MulliganPlugin(")
                .contains("\"Train Denoiser...\",org.mulligan.ij1.MulliganPlugin(")
                .contains("\"Super-Resolve with Mulligan...\",org.mulligan.ij1.MulliganPlugin(")
                .contains("\"Train Super-Resolver...\",org.mulligan.ij1.MulliganPlugin(")
                .contains("\"Restore with Mulligan...\",org.mulligan.ij1.MulliganPlugin(")
                .contains("\"Train Restorer...\",org.mulligan.ij1.MulliganPlugin(");
    }

    @Test
    void aMaskIsChosenFromTheOpenImagesAndItsRecordedLineReplaysIdentically() {
        assertThat(lines("mask"))
                .containsExactly(
                        "\"\"",
                        "\"saturated\"",
                        "\"roi\"",
                        "\"nan\"",
                        "\"my mask.tif\"",
                        "\"ramp\"");
        assertThat(lines("recorded-mask"))
                .singleElement()
                .asString()
                .startsWith("run(\"Restore with Mulligan...\", \"model=deblur ")
                .contains("mask=[my mask.tif]");
        assertThat(lines("replayed-mask")).containsExactly("true");
    }

    @Test
    void theRecordedLineReplaysIdentically() {
        assertThat(lines("recorded"))
                .containsExactly(
                        "run(\"Denoise with Mulligan...\", \"model=[/a b/m.zip] sharpness=0.0 strength=1.0 tile=128"
                                + " precision=bf16 device=auto depth=same hotpixels=replace lineoffsets=remove maps=false\");");
        assertThat(lines("replayed")).containsExactly("true");
        assertThat(lines("active")).containsExactly("inverted ramp");
    }

    @Test
    void batchModeEndsWithTheSameActiveImage() {
        assertThat(lines("log").get(0)).contains("inverted ramp3|");
    }

    @Test
    void cancelDoesNothing() {
        assertThat(lines("cancelled")).containsExactly("true");
    }

    @Test
    void aFailureIsShownAndStopsTheMacro() {
        assertThat(lines("error")).containsExactly("Macro Error");
        assertThat(said.toString()).doesNotContain("went on");
    }

    @Test
    void theDialogNamesTheImage() {
        assertThat(lines("dialog"))
                .containsOnly("Denoise with Mulligan... - ramp", "Restore with Mulligan... - ramp");
    }

    @Test
    void aWrongValueIsToldAndTheDialogComesAgainAsItWasLeft() {
        assertThat(lines("complaint"))
                .containsExactly("\"Tile [px]\" (tile) must be a whole number, got \"wide\"");
        assertThat(lines("again")).contains("kept", "0.0", "wide");
    }

    @Test
    void aLineBelowTheModelSaysWhatItIs() {
        assertThat(lines("described"))
                .containsExactly(
                        "Fluorescence of any microscope, trained on 992 simulated images",
                        "Of nothing but nuclei");
        assertThat(lines("chosen")).containsExactly("another");
    }

    @Test
    void theHelpButtonOpensThePageOfTheCommand() {
        assertThat(lines("help")).hasSize(8);
        assertThat(lines("help").get(0))
                .startsWith("Denoise with Mulligan...")
                .contains("sharpness 0 0 = faithful");
        assertThat(lines("help").get(7)).startsWith("Mulligan Engine...").contains("gpumemory");
    }

    @Test
    void escapeStopsTheWorkAndLeavesNothing() {
        assertThat(Integer.parseInt(lines("stopped").get(0))).as("ms").isLessThan(2000);
        assertThat(lines("left")).containsExactly("true");
        assertThat(lines("boxes")).containsExactly("0");
    }

    @Test
    void withoutAnImageItSaysSoAndAsksNothing() {
        assertThat(lines("none")).containsExactly("There is no image open; open one first");
    }
}

package org.mulligan.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.awt.GraphicsEnvironment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mulligan.ij1.CommandTable;

/** ImageJ on a display, in a process of its own: its window would change every test after it. */
class DisplayTest {
    @TempDir private static Path folder;
    private static List<String> said;

    @BeforeAll
    static void useImageJ() throws Exception {
        assumeFalse(GraphicsEnvironment.isHeadless(), "there is no display");
        Path out = folder.resolve("out.txt");
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                "-Duser.home=" + folder,
                                DisplayProbe.class.getName(),
                                folder.toString(),
                                "target/screenshots")
                        .redirectOutput(out.toFile())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        if (!process.waitFor(60, TimeUnit.SECONDS)) process.destroyForcibly().waitFor();
        said = Files.readAllLines(out);
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
    void theMenuHasEachCommandOnce() {
        assertThat(lines("menu"))
                .containsExactly(
                        "Mulligan>Denoise...",
                        "Mulligan>Train>Denoiser...",
                        "Mulligan>Train>Simulate Images...",
                        "Mulligan>Evaluate...",
                        "Mulligan>Engine...");
        assertThat(String.join("\n", lines("command")))
                .contains("\"Denoise...\",org.mulligan.ij1.MulliganPlugin(")
                .contains("\"Denoiser...\",org.mulligan.ij1.MulliganPlugin(");
    }

    @Test
    void eachCommandHasADialogThatNamesItsImage() {
        assertThat(lines("dialog"))
                .containsExactly(
                        "Mulligan: Denoise ramp",
                        "Mulligan: Denoiser",
                        "Mulligan: Simulate Images",
                        "Mulligan: Evaluate",
                        "Mulligan: Engine");
    }

    @Test
    void withoutAnImageThereIsAMessageBeforeTheDialog() {
        assertThat(lines("no-image")).containsExactly("There is no image open; open one first");
    }

    @Test
    void theRecordedLineReplaysIdentically() {
        assertThat(lines("recorded"))
                .containsExactly(
                        "run(\"Denoise...\", \"model=[/a [b] c/m.zip] sharpness=0.0 tile=128"
                                + " precision=bf16 device=auto depth=same\");");
        assertThat(lines("replayed")).containsExactly("true", "true");
        assertThat(lines("active")).containsExactly("inverted ramp");
    }

    @Test
    void batchModeEndsWithTheSameActiveImage() {
        assertThat(lines("batch")).singleElement().asString().endsWith("|inverted ramp2|");
    }

    @Test
    void cancelDoesNothingAndRecordsNothing() {
        assertThat(lines("cancelled")).containsExactly("true");
        assertThat(lines("cancel-recorded")).containsExactly("");
    }

    @Test
    void aWrongValueIsExplainedAndTheDialogComesBackAsItWas() {
        assertThat(lines("message"))
                .containsExactly(
                        "sharpness must be from 0 to 1, got 7",
                        "tile must be a whole number, got \"many\"",
                        "No model is named \"unknown\"; there is fluorescence",
                        "model cannot be recorded in a macro, because of its brackets or quotes:"
                                + " a]b [c. Choose another name, or close the Recorder");
        assertThat(lines("again"))
                .containsExactly("7, many", "0.5, many", "unknown, 96", "a]b [c, 96");
        assertThat(lines("corrected"))
                .singleElement()
                .asString()
                .contains("model=fluorescence, sharpness=1.0, tile=96");
    }

    @Test
    void theRecorderMarksALineThatFailed() {
        assertThat(lines("after-failure"))
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("run(").contains("model=unknown"),
                        line -> assertThat(line).startsWith("// Denoise... failed: No model"),
                        line -> assertThat(line).startsWith("run(").contains("=fluorescence"));
    }

    @Test
    void aFailureThatNobodyForesawDoesNotAskAgain() {
        assertThat(lines("unforeseen"))
                .singleElement()
                .asString()
                .startsWith("Denoise... failed: 7. This was not foreseen; details are in");
        assertThat(lines("unforeseen-again")).containsExactly("false");
    }

    @Test
    void theModelsAreDescribedAsTheyAreChosen() {
        assertThat(lines("choices")).containsExactly("[fluorescence, nuclei]");
        assertThat(lines("described"))
                .satisfiesExactly(
                        first -> assertThat(first).startsWith("Fluorescence of any microscope"),
                        other ->
                                assertThat(other)
                                        .startsWith("Nuclei in confocal stacks")
                                        .endsWith("being imaged"));
    }

    @Test
    void helpShowsTheSectionOfTheReadme() {
        assertThat(lines("help"))
                .singleElement()
                .asString()
                .startsWith("|Denoise...|Denoises the active image")
                .contains("|sharpness|0|")
                .doesNotContain("Evaluate...");
    }

    @Test
    void theMenuAsksWhileAMacroRunsAndCancelLeavesTheMacroAlone() {
        assertThat(lines("beside-macro")).containsExactly("true", "macro ended|");
    }

    @Test
    void aScriptWorksOnTheImageThatItNames() {
        assertThat(lines("not-active")).containsExactly("9");
    }

    @Test
    void inAScriptTheRecordedLineWorksOnImpAndImpIsThenTheResult() {
        assertThat(lines("javascript"))
                .containsExactly(
                        "IJ.run(imp, \"Denoise...\", \"model=fluorescence sharpness=0.0 tile=0"
                                + " precision=auto device=auto depth=same\");",
                        "imp = IJ.getImage();");
    }

    @Test
    void aSecondImageIsChosenFromTheOpenOnes() {
        assertThat(lines("second-choices")).containsExactly("[ramp, other 2]");
        assertThat(lines("second"))
                .containsExactly("run(\"Difference...\", \"second=[other 2]\");");
    }

    @Test
    void aFailureIsShownAndStopsTheMacro() {
        assertThat(lines("error")).containsExactly("Macro Error");
        assertThat(said.toString()).doesNotContain("went on");
    }

    @Test
    void escapeEndsEveryWorkUnderWayAndLeavesNothing() {
        assertThat(lines("still-busy")).as("Escape before, or in another dialog").contains("2");
        assertThat(lines("stopped-ms"))
                .singleElement()
                .satisfies(ms -> assertThat(Integer.parseInt(ms)).isLessThan(1000));
        assertThat(lines("macro-stopped")).containsExactly("true");
        assertThat(lines("after-escape")).containsExactly("no dialog");
        assertThat(lines("left")).containsExactly("0");
        assertThat(lines("escape-recorded")).containsExactly("// Denoise... was stopped");
        assertThat(lines("escape-log")).containsExactly("inverting ramp|inverting b|");
    }
}

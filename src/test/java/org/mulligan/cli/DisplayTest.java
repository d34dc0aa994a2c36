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
    void theMenuIsThere() {
        assertThat(lines("menu")).containsExactly("Mulligan");
        assertThat(String.join("\n", lines("command")))
                .contains("\"Denoise...\",org.mulligan.ij1.MulliganPlugin(")
                .contains("\"Denoiser...\",org.mulligan.ij1.MulliganPlugin(");
    }

    @Test
    void theRecordedLineReplaysIdentically() {
        assertThat(lines("recorded"))
                .containsExactly(
                        "run(\"Denoise...\", \"model=[/a b/m.zip] sharpness=0.0 tile=128"
                                + " precision=bf16 device=auto depth=same\");");
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
}

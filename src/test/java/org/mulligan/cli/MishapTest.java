package org.mulligan.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.awt.GraphicsEnvironment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What goes wrong in dialogs, what happens at the same time, and what the recorder makes of it. The
 * ImageJ has our jar in its plugins folder as well.
 */
@Tag("slow")
@Tag("alone")
class MishapTest {
    @TempDir private static Path folder;
    private static List<String> said;

    @BeforeAll
    static void useImageJ() throws Exception {
        assumeFalse(GraphicsEnvironment.isHeadless(), "there is no display");
        // A display without a window manager loses a window now and then.
        for (int attempt = 0; attempt < 2 && !succeeds(); attempt++)
            System.err.println("The probe of mishaps did not come to its end");
        said = Files.readAllLines(folder.resolve("out.txt"));
    }

    private static boolean succeeds() throws Exception {
        Process process =
                new ProcessBuilder(
                                program("java"),
                                "-cp",
                                System.getProperty("java.class.path"),
                                "-Duser.home=" + folder,
                                "-Dplugins.dir=" + imageJWithOurJar(),
                                MishapProbe.class.getName())
                        .redirectOutput(folder.resolve("out.txt").toFile())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        if (process.waitFor(60, TimeUnit.SECONDS)) return process.exitValue() == 0;
        Path threads = folder.resolve("threads.txt");
        new ProcessBuilder(program("jstack"), Long.toString(process.pid()))
                .redirectOutput(threads.toFile())
                .start()
                .waitFor(10, TimeUnit.SECONDS);
        System.err.println(Files.readString(threads));
        process.destroyForcibly().waitFor();
        return false;
    }

    private static String program(String name) {
        return Path.of(System.getProperty("java.home"), "bin", name).toString();
    }

    /** Its plugins folder has a jar of ours: no more than the menu file, which is what counts. */
    private static Path imageJWithOurJar() throws Exception {
        Path plugins = Files.createDirectories(folder.resolve("imagej/plugins"));
        try (JarOutputStream jar =
                new JarOutputStream(Files.newOutputStream(plugins.resolve("Mulligan_-0.jar")))) {
            jar.putNextEntry(new ZipEntry("plugins.config"));
            Files.copy(Path.of("src/main/resources/plugins.config"), jar);
        }
        return plugins.getParent();
    }

    private static List<String> lines(String word) {
        return said.stream()
                .filter(line -> line.startsWith(word + " "))
                .map(line -> line.substring(word.length() + 1))
                .toList();
    }

    @Test
    void eachCommandIsInTheMenuOnceThoughItsJarIsAPluginToo() throws Exception {
        List<String> ours =
                Files.readAllLines(Path.of("src/main/resources/plugins.config")).stream()
                        .filter(line -> line.startsWith("Plugins>"))
                        .map(line -> line.replaceAll("Plugins>(.+?), \"(.+?)\".*", "$1>$2"))
                        .toList();
        assertThat(lines("menu")).containsExactlyInAnyOrderElementsOf(ours);
    }

    @Test
    void aWrongValueIsExplainedAndTheDialogComesBackAsItWas() {
        assertThat(lines("message"))
                .containsExactly(
                        "\"Sharpness\" must be from 0 to 1, got 7",
                        "No model is named \"unknown\"; there is fluorescence",
                        "\"Model\" cannot be recorded in a macro, because of its brackets or quotes:"
                                + " a]b [c. Choose another name, or close the Recorder");
        assertThat(lines("again"))
                .containsExactly(
                        "general, 7, 1.0, 96, auto, ",
                        "unknown, 0.5, 1.0, 96, auto, ",
                        "a]b [c, 0.5, 1.0, 96, auto, ");
        assertThat(lines("corrected"))
                .singleElement()
                .asString()
                .contains("model=fluorescence, sharpness=0.5, tile=96");
    }

    @Test
    void theRecorderMarksALineThatFailedAndSelectsNothing() {
        assertThat(lines("after-failure"))
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("// run(").contains("model=unknown"),
                        line ->
                                assertThat(line)
                                        .startsWith("// Denoise with Mulligan... failed: No model"),
                        line -> assertThat(line).startsWith("run(").contains("=fluorescence"));
    }

    @Test
    void cancelRecordsNothing() {
        assertThat(lines("cancelled")).containsExactly("");
    }

    @Test
    void aFailureThatNobodyForesawDoesNotAskAgain() {
        assertThat(lines("unforeseen"))
                .singleElement()
                .asString()
                .startsWith(
                        "Denoise with Mulligan... failed: 7. This was not foreseen; details are in");
        assertThat(lines("unforeseen-again")).containsExactly("0");
    }

    @Test
    void theMenuAsksWhileAMacroRunsAndCancelLeavesTheMacroAlone() {
        assertThat(lines("beside-macro")).containsExactly("true", "macro ended|");
    }

    @Test
    void inAScriptTheRecordedLineWorksOnImpAndImpIsThenTheResult() {
        assertThat(lines("javascript"))
                .containsExactly(
                        "IJ.run(imp, \"Denoise with Mulligan...\", \"model=general sharpness=0.0 strength=1.0 tile=0"
                                + " precision=auto device=auto depth=same hotpixels=replace lineoffsets=remove maps=false\");",
                        "imp = IJ.getImage();");
    }

    @Test
    void aLineOfAScriptThatFailedIsARemarkOfItsLanguage() {
        assertThat(lines("failed-in-JavaScript"))
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("// IJ.run(imp, \"Denoise"),
                        line ->
                                assertThat(line)
                                        .startsWith(
                                                "// Denoise with Mulligan... failed: No model"));
        assertThat(lines("failed-in-Python"))
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("# IJ.run(imp, \"Denoise"),
                        line ->
                                assertThat(line)
                                        .startsWith("# Denoise with Mulligan... failed: No model"));
    }

    @Test
    void noTwoOpenResultsHaveTheSameTitle() {
        assertThat(lines("titles")).containsExactly("inverted ramp-2");
    }

    @Test
    void aSecondImageIsChosenFromTheOpenOnes() {
        assertThat(lines("second-choices")).containsExactly("[ramp, other 2]");
        assertThat(lines("second"))
                .containsExactly("run(\"Difference...\", \"second=[other 2]\");");
    }

    @Test
    void escapeEndsEveryWorkUnderWayAndLeavesNothing() {
        assertThat(lines("still-working"))
                .as("after Escape before the work, and in the dialog of another command")
                .containsExactly("2");
        assertThat(lines("stopped"))
                .singleElement()
                .satisfies(ms -> assertThat(Integer.parseInt(ms)).isLessThan(1000));
        assertThat(lines("macro-stopped")).containsExactly("true");
        assertThat(lines("boxes")).containsExactly("0");
        assertThat(lines("left")).containsExactly("0");
        assertThat(lines("escape-recorded"))
                // ImageJ says which image is meant where another one was active before.
                .filteredOn(line -> !line.startsWith("selectImage("))
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("// run(\"Denoise").contains("endless"),
                        line -> assertThat(line).as("recorded meanwhile").contains("Gaussian"),
                        line ->
                                assertThat(line)
                                        .isEqualTo("// Denoise with Mulligan... was stopped"));
        assertThat(lines("log")).containsExactly("inverting ramp|inverting b|");
    }
}

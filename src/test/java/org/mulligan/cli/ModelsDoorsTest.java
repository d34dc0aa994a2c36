package org.mulligan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ij.Macro;
import ij.macro.Interpreter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mulligan.ij1.MulliganPlugin;
import org.mulligan.service.EngineHere;
import org.mulligan.service.MulliganService;
import org.mulligan.service.TrainedSynthesiser;

/** Exporting, checking, listing and removing by a macro and from the command line. */
class ModelsDoorsTest {
    @TempDir private Path folder;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final String threadName = Thread.currentThread().getName();
    private final String models = System.getProperty("mulligan.models");
    private MulliganService service;

    @BeforeEach
    void start() {
        System.setProperty("mulligan.models", folder.resolve("models").toString());
        var context = EngineHere.start();
        MulliganPlugin.use(context);
        service = context.service(MulliganService.class);
        Interpreter.batchMode = true;
    }

    @AfterEach
    void end() {
        if (models == null) System.clearProperty("mulligan.models");
        else System.setProperty("mulligan.models", models);
        Macro.setOptions(null);
        Thread.currentThread().setName(threadName);
        Interpreter.batchMode = false;
        service.endEngine();
    }

    private int run(String... words) {
        out.reset();
        err.reset();
        return new Main(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8))
                .run(words);
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private void macro(String command, String options) {
        // The name of a thread is how ImageJ knows that a macro runs on it.
        Thread.currentThread().setName("Run$_test");
        Macro.setOptions(options);
        new MulliganPlugin().run("org.mulligan.command." + command);
    }

    @Test
    void exportsAlikeFromEachDoor() throws IOException {
        Path one = folder.resolve("one.zip");
        Path two = folder.resolve("two.zip");
        assertThat(
                        run(
                                "export",
                                "--model",
                                "fluorescence",
                                "--output",
                                one.toString(),
                                "--format",
                                "csbdeep",
                                "--sharpness",
                                "0.5",
                                "--authors",
                                "Jane Doe; John Roe"))
                .as(err())
                .isZero();
        assertThat(out()).isEqualTo(one + System.lineSeparator());
        macro(
                "ExportModel",
                "model=fluorescence output=%s format=csbdeep sharpness=0.5 authors=[Jane Doe; John Roe]"
                        .formatted(two));
        assertThat(Files.readAllBytes(two)).isEqualTo(Files.readAllBytes(one));

        assertThat(run("export", "--model", "fluorescence", "--output", one.toString())).isOne();
        assertThat(err()).contains("never overwritten");
        assertThat(run("export", "--model", "x", "--output", "y", "--format", "onnx")).isEqualTo(2);
        assertThat(err()).contains("format must be one of bioimage.io-0.5, ");
    }

    @Test
    void checksAlikeFromEachDoor() throws IOException {
        String model = TrainedSynthesiser.model().toString();
        Path one = folder.resolve("one.csv");
        Path two = folder.resolve("two.csv");
        assertThat(run("check", "--models", model, "--size", "0", "--output", one.toString()))
                .as(err())
                .isZero();
        String said = out();
        assertThat(said).startsWith("Model").contains("spots.zip", "ok", "right", "none");
        macro("CheckModels", "models=%s size=0 output=%s".formatted(model, two));
        assertThat(Files.readAllLines(two)).isEqualTo(Files.readAllLines(one)).hasSize(2);
        assertThat(Files.readString(folder.resolve("one.txt"))).isEqualTo(said.replace("\r", ""));
        assertThat(run("check", "--models", folder.resolve("none").toString())).isOne();
        assertThat(err()).contains("There is no file or folder");
    }

    @Test
    void listsAndRemovesAlikeFromEachDoor() throws IOException {
        Path own = Files.createDirectories(folder.resolve("models"));
        for (String name : List.of("a.zip", "b.zip"))
            Files.copy(TrainedSynthesiser.model(), own.resolve(name));
        Files.writeString(own.resolve("broken.zip"), "no zip");
        assertThat(run("models")).isZero();
        assertThat(out().lines().toList())
                .hasSizeGreaterThan(5)
                .anyMatch(line -> line.matches("fluorescence +denoise +CC0-1.0 .*shipped.*"))
                .anyMatch(line -> line.matches("a +synthesise .*own +trained 20.*"))
                .anyMatch(line -> line.matches("broken .*DOES NOT OPEN: .*no zip.*"));

        assertThat(run("models", "--remove", "a")).isZero();
        assertThat(out()).isEqualTo("Removed " + own.resolve("a.zip") + System.lineSeparator());
        macro("ListModels", "remove=b");
        assertThat(own.resolve("a.zip")).doesNotExist();
        assertThat(own.resolve("b.zip")).doesNotExist();
        assertThat(own.resolve("broken.zip")).exists();
        assertThat(run("models", "--remove", "fluorescence")).isOne();
        assertThat(err()).contains("came with Mulligan and stays");
        assertThat(Path.of("models/fluorescence/rdf.yaml")).exists();
    }
}

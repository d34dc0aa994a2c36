package org.mulligan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ij.IJ;
import ij.ImagePlus;
import ij.Macro;
import ij.WindowManager;
import ij.macro.Interpreter;
import ij.measure.ResultsTable;
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

/**
 * Figures of synthesisers, judgements and enlarged folders, by a macro and from the command line.
 */
class FiguresDoorsTest {
    @TempDir private Path folder;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final String threadName = Thread.currentThread().getName();
    private MulliganService service;
    private Path model;

    @BeforeEach
    void startWithAnEngineHere() throws IOException {
        model = TrainedSynthesiser.model();
        var context = EngineHere.start();
        MulliganPlugin.use(context);
        service = context.service(MulliganService.class);
        Interpreter.batchMode = true;
        ResultsTable.getResultsTable().reset();
    }

    @AfterEach
    void end() {
        Macro.setOptions(null);
        Thread.currentThread().setName(threadName);
        WindowManager.setTempCurrentImage(null);
        Interpreter.batchMode = false;
        service.endEngine();
    }

    private String run(String line) {
        out.reset();
        int code =
                new Main(
                                new PrintStream(out, true, StandardCharsets.UTF_8),
                                new PrintStream(err, true, StandardCharsets.UTF_8))
                        .run(filled(line).split(" "));
        assertThat(code).as(err::toString).isZero();
        return out.toString(StandardCharsets.UTF_8);
    }

    private String filled(String line) {
        return line.replace("@", folder + "/")
                .replace("IMAGES", model.resolveSibling("images.tif").toString())
                .replace("LABELS", model.resolveSibling("labels.txt").toString())
                .replace("MODEL", model.toString());
    }

    private ImagePlus macro(String command, ImagePlus active, String options) {
        // The name of a thread is how ImageJ knows that a macro runs on it.
        Thread.currentThread().setName("Run$_test");
        WindowManager.setTempCurrentImage(active);
        Macro.setOptions(filled(options));
        new MulliganPlugin().run("org.mulligan.command." + command);
        return WindowManager.getCurrentImage();
    }

    @Test
    void evaluatesSynthesisAlikeFromEachDoor() throws IOException {
        String said =
                run(
                        "evaluate-synthesis --images IMAGES --classes LABELS --model MODEL --output @one --count 40");
        assertThat(said).startsWith("=== spots ===").contains("Nearest training image");
        macro(
                "EvaluateSynthesis",
                null,
                "images=IMAGES classes=LABELS model=MODEL output=@two count=40");
        for (String name : List.of("GANs_summary.txt", "GANs_summary.csv", "spots-neighbours.png"))
            assertThat(Files.readAllBytes(folder.resolve("two/" + name)))
                    .isEqualTo(Files.readAllBytes(folder.resolve("one/" + name)));
    }

    @Test
    void judgesAlikeFromEachDoor() {
        String said = run("judge --input IMAGES --model MODEL --class left");
        List<String> lines = said.lines().toList();
        assertThat(lines).hasSize(120);
        macro("Judge", IJ.openImage(filled("IMAGES")), "model=MODEL class=left");
        ResultsTable table = ResultsTable.getResultsTable();
        assertThat(table.size()).isEqualTo(120);
        for (int i : new int[] {0, 7, 119})
            assertThat(lines.get(i))
                    .startsWith(table.getStringValue("Image", i) + ": score ")
                    .contains(table.getStringValue("Verdict", i) + ", as class left");
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("no proof");
    }

    @Test
    void augmentsAlikeFromEachDoor() throws IOException {
        run("synthesise --model MODEL --output @images/left --class left --count 2");
        run("synthesise --model MODEL --output @images/right --class right --count 3");
        String said =
                run("augment --images @images --output @one --model MODEL --balance --seed 5");
        assertThat(said)
                .startsWith("5 real, 35 symmetric and 8 synthetic images\nclass left: 24\n")
                .endsWith(folder + "/one\n");
        macro("Augment", null, "images=@images output=@two model=MODEL balance=true seed=5");
        assertThat(Files.readAllBytes(folder.resolve("two/manifest.csv")))
                .isEqualTo(Files.readAllBytes(folder.resolve("one/manifest.csv")));
    }
}

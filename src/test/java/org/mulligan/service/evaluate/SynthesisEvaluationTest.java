package org.mulligan.service.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mulligan.engine.DeviceChoice;
import org.mulligan.engine.Engine;
import org.mulligan.engine.EngineSettings;
import org.mulligan.engine.Progress;
import org.mulligan.engine.SynthesisPlan.Fit;
import org.mulligan.model.ModelFile;
import org.mulligan.predict.RowBuffers;
import org.mulligan.service.engine.RowPortions;
import org.mulligan.service.generate.BarsAndDiscs;
import org.mulligan.worker.SameProcessEngine;

class SynthesisEvaluationTest {
    @TempDir private static Path folder;

    private static Engine engine;
    private static Path images;
    private static ModelFile model;

    @BeforeAll
    static void train() throws IOException {
        engine = new SameProcessEngine(EngineSettings.on(DeviceChoice.CPU));
        images = BarsAndDiscs.write(folder.resolve("images"), 60, 60);
        model =
                ModelFile.open(
                        BarsAndDiscs.train(
                                engine, images, true, "mlp", 60, folder.resolve("small")));
    }

    @AfterAll
    static void end() {
        engine.close();
    }

    private static EvaluationPlan plan(
            List<String> models, Optional<Path> fakes, Optional<String> classes, Path output) {
        return new EvaluationPlan(
                models, fakes, images, classes, Fit.REFUSE, 50, Optional.empty(), 3, output);
    }

    private static List<SynthesisFigures> ofModel(Optional<String> classes, Path output)
            throws IOException {
        return new SynthesisEvaluation(
                        plan(List.of("small"), Optional.empty(), classes, output),
                        new RowPortions(engine, new RowBuffers(engine)),
                        Progress.SILENT)
                .run(List.of(model));
    }

    private static SynthesisFigures ofFakes(Path fakes, Path output) throws IOException {
        return new SynthesisEvaluation(
                        plan(List.of(), Optional.of(fakes), Optional.empty(), output),
                        new RowPortions(engine, new RowBuffers(engine)),
                        Progress.SILENT)
                .run(List.of())
                .get(0);
    }

    @Test
    void aModelIsMeasuredBesideTheFloorAndThePictureShowsNeighbours() throws IOException {
        Path output = folder.resolve("one");
        SynthesisFigures figures = ofModel(Optional.of("folders"), output).get(0);
        assertThat(figures.images()).isEqualTo(50);
        assertThat(figures.trainedOnThem()).isTrue();
        assertThat(figures.drawn().frechet().value())
                .isGreaterThan(2 * figures.floor().frechet().value());
        assertThat(figures.cost().orElseThrow().steps()).isEqualTo(60);
        assertThat(figures.cost().orElseThrow().parameters()).isPresent();
        assertThat(figures.drawnClasses()).isEmpty();
        List<String> text = Files.readAllLines(output.resolve("GANs_summary.txt"));
        assertThat(text.get(0)).isEqualTo("=== small ===");
        assertThat(text)
                .anyMatch(line -> line.startsWith("Fréchet distance"))
                .anyMatch(line -> line.startsWith("Nearest training image"))
                .anyMatch(line -> line.matches("Training: 60 steps .* steps/s, .* ms a step"))
                .noneMatch(line -> line.contains("FID"));
        assertThat(ImageIO.read(output.resolve("small-neighbours.png").toFile()).getHeight())
                .isEqualTo(2 * 98 - 2);
        try (var files = Files.list(output)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "GANs_summary.txt", "GANs_summary.csv", "small-neighbours.png");
        }
    }

    @Test
    void oneSeedGivesOneSummaryAndAModelIsReplaced() throws IOException {
        Path output = folder.resolve("twice");
        ofModel(Optional.of("folders"), output);
        byte[] before = Files.readAllBytes(output.resolve("GANs_summary.txt"));
        byte[] picture = Files.readAllBytes(output.resolve("small-neighbours.png"));
        ofFakes(images.resolve("bar"), output);
        ofModel(Optional.of("folders"), output);
        String after = Files.readString(output.resolve("GANs_summary.txt"));
        assertThat(after).startsWith(new String(before, java.nio.charset.StandardCharsets.UTF_8));
        assertThat(after.lines().filter(line -> line.startsWith("===")))
                .containsExactly("=== small ===", "=== bar ===");
        assertThat(picture).isEqualTo(Files.readAllBytes(output.resolve("small-neighbours.png")));
        List<String> table = Files.readAllLines(output.resolve("GANs_summary.csv"));
        assertThat(table).hasSize(3);
        assertThat(table.get(0)).startsWith("model,features,images,seed,frechet,frechet_real,");
        assertThat(table.get(1)).startsWith("small,\"plain features");
        assertThat(table.get(2)).startsWith("bar,");
    }

    @Test
    void copiesOfTheRealImagesAreFoundOut() throws IOException {
        SynthesisFigures figures = ofFakes(images, folder.resolve("copies"));
        assertThat(figures.nearest().orElseThrow().ratio()).isLessThan(0.01);
        assertThat(figures.drawn().coverage().precision()).isGreaterThan(0.8);
        assertThat(figures.drawn().kernel().whole())
                .isLessThan(Math.abs(figures.floor().kernel().whole()) + 0.05);
        SynthesisFigures half = ofFakes(images.resolve("bar"), folder.resolve("half"));
        assertThat(half.drawn().frechet().value()).isGreaterThan(figures.drawn().frechet().value());
        assertThat(half.drawn().coverage().recall()).isLessThan(0.8);
    }

    @Test
    void otherClassesAndWrongInputsAreNamed() throws IOException {
        Path other = BarsAndDiscs.write(folder.resolve("other"), 20, 20);
        Files.move(other.resolve("disc"), other.resolve("ring"));
        EvaluationPlan plan =
                new EvaluationPlan(
                        List.of("small"),
                        Optional.empty(),
                        other,
                        Optional.of("folders"),
                        Fit.REFUSE,
                        50,
                        Optional.empty(),
                        3,
                        folder.resolve("none"));
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                new SynthesisEvaluation(
                                                plan,
                                                new RowPortions(engine, new RowBuffers(engine)),
                                                Progress.SILENT)
                                        .run(List.of(model)))
                .withMessageContaining("[bar, ring]")
                .withMessageContaining("[bar, disc]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> plan(List.of("a"), Optional.of(images), Optional.empty(), folder))
                .withMessageContaining("not both");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> plan(List.of(), Optional.empty(), Optional.empty(), folder))
                .withMessageContaining("Give either model");
        Path summary = Files.createDirectories(folder.resolve("old"));
        Files.writeString(summary.resolve("GANs_summary.csv"), "a,b\n1,2\n");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ofFakes(images.resolve("bar"), summary))
                .withMessageContaining("other columns");
    }
}

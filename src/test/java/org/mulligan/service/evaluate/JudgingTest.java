package org.mulligan.service.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.io.FileSaver;
import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import ij.process.FloatProcessor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mulligan.engine.DeviceChoice;
import org.mulligan.engine.Engine;
import org.mulligan.engine.EngineSettings;
import org.mulligan.engine.Progress;
import org.mulligan.model.ModelFile;
import org.mulligan.predict.RowBuffers;
import org.mulligan.service.engine.RowPortions;
import org.mulligan.service.generate.BarsAndDiscs;
import org.mulligan.worker.SameProcessEngine;

class JudgingTest {
    @TempDir private static Path folder;

    private static Engine engine;
    private static Judging judging;
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
        judging = new Judging(model, "", new RowPortions(engine, new RowBuffers(engine)));
    }

    @AfterAll
    static void end() {
        engine.close();
    }

    private static Judgement one(ImagePlus image) throws IOException {
        Judged judged = judging.judge(image, Progress.SILENT);
        assertThat(judged.map()).isEmpty();
        return judged.planes().get(0);
    }

    @Test
    void realImagesScoreAsSuchAndEmptyOnesDoNot() throws IOException {
        ImageStack stack = new ImageStack(16, 16);
        for (int i = 0; i < 40; i++)
            stack.addSlice(BarsAndDiscs.image(i % 2 == 0, new Random(100 + i)));
        List<Judgement> real = judging.judge(new ImagePlus("new", stack), Progress.SILENT).planes();
        assertThat(real).hasSize(40);
        assertThat(real.get(1).image()).isEqualTo("new, 2 of 40");
        double[] percentiles = real.stream().mapToDouble(Judgement::real).sorted().toArray();
        assertThat(percentiles[20]).isCloseTo(50, within(35.0));
        ByteProcessor noise = new ByteProcessor(16, 16);
        noise.noise(200);
        Judgement odd = one(new ImagePlus("noise", noise));
        assertThat(odd.real()).isLessThan(percentiles[20]);
        assertThat(odd.line()).contains("noise: score ").contains(", as class ");
    }

    @Test
    void theBestClassIsTheHighestOfAll() throws IOException {
        ImagePlus image = new ImagePlus("bar", BarsAndDiscs.image(true, new Random(1)));
        List<Judgement> each = new ArrayList<>();
        for (String name : List.of("bar", "disc"))
            try (Judging as =
                    new Judging(model, name, new RowPortions(engine, new RowBuffers(engine)))) {
                each.add(as.judge(image, Progress.SILENT).planes().get(0));
                assertThat(as.notes()).noneMatch(note -> note.contains("Of 2 classes"));
            }
        Judgement best = one(image);
        assertThat(best.score()).isEqualTo(Math.max(each.get(0).score(), each.get(1).score()));
        assertThat(judging.notes()).anyMatch(note -> note.contains("no proof"));
        assertThat(judging.notes()).anyMatch(note -> note.contains("Of 2 classes"));
    }

    @Test
    void aLargerImageGetsAMapInItsCalibration() throws IOException {
        FloatProcessor plane = new FloatProcessor(37, 20);
        plane.insert(BarsAndDiscs.image(true, new Random(3)).convertToFloatProcessor(), 0, 0);
        ImagePlus image = new ImagePlus("large", plane);
        image.getCalibration().pixelWidth = 0.25;
        image.getCalibration().setUnit("um");
        Judged judged = judging.judge(image, Progress.SILENT);
        Judgement said = judged.planes().get(0);
        // 16 px windows 2 px apart: 12 columns (0, 2, ..., 20, 21), 3 rows
        assertThat(said.windows()).isEqualTo(36);
        ImagePlus map = judged.map().orElseThrow();
        assertThat(map.getBitDepth()).isEqualTo(32);
        assertThat(map.getWidth()).isEqualTo(37);
        assertThat(map.getCalibration().pixelWidth).isEqualTo(0.25);
        assertThat(map.getInfoProperty()).contains("no proof").contains(model.hash());
        float corner = map.getProcessor().getf(0, 0);
        ImagePlus first = new ImagePlus("first", plane);
        first.setRoi(0, 0, 16, 16);
        assertThat((double) corner)
                .isCloseTo(
                        one(new ImagePlus("first", first.crop().getProcessor())).real(),
                        within(1e-4));
        for (float value : (float[]) map.getProcessor().getPixels())
            assertThat(value).isBetween(0f, 100f);
        Path file = folder.resolve("map.tif");
        JudgingFiles.save(map, file);
        ImagePlus written = IJ.openImage(file.toString());
        assertThat((float[]) written.getProcessor().getPixels())
                .isEqualTo((float[]) map.getProcessor().getPixels());
        assertThat(written.getCalibration().pixelWidth).isEqualTo(0.25);
        assertThat(written.getInfoProperty()).contains("large: score");
    }

    @Test
    void spreadIsTheMeanOfTheWindowsOverAPixel() {
        Windows windows = new Windows(5, 4, 3, 2);
        assertThat(windows.count()).isEqualTo(4);
        assertThat(IntStream.range(0, 4).map(windows::x)).containsExactly(0, 2, 0, 2);
        assertThat(IntStream.range(0, 4).map(windows::y)).containsExactly(0, 0, 1, 1);
        float[] means = windows.spread(new float[] {1, 2, 3, 4});
        assertThat(means)
                .containsExactly(
                        1, 1, 1.5f, 2, 2, 2, 2, 2.5f, 3, 3, 2, 2, 2.5f, 3, 3, 3, 3, 3.5f, 4, 4);
    }

    @Test
    void percentilesLieBetweenQuantiles() {
        Scores scores = new Scores(List.of(0.0, 1.0, 1.0, 3.0, 4.0));
        assertThat(scores.percentile(-1)).isZero();
        assertThat(scores.percentile(0.5)).isCloseTo(12.5, within(1e-9));
        assertThat(scores.percentile(1)).isCloseTo(37.5, within(1e-9));
        assertThat(scores.percentile(2)).isCloseTo(62.5, within(1e-9));
        assertThat(scores.percentile(5)).isEqualTo(100);
        double before = 0;
        for (double score = -1; score < 5; score += 0.01) {
            assertThat(scores.percentile(score)).isGreaterThanOrEqualTo(before - 1e-9);
            before = scores.percentile(score);
        }
    }

    @Test
    void theWordFollowsThePercentiles() {
        assertThat(word(50, 99.9)).isEqualTo("scores like real images");
        assertThat(word(0.1, 50)).isEqualTo("scores like drawn ones");
        assertThat(word(40, 60)).isEqualTo("scores like real images and like drawn ones");
        assertThat(word(0, 0)).isEqualTo("scores unlike either: lower");
        assertThat(word(100, 100)).isEqualTo("scores unlike either: higher");
        assertThat(word(0, 100)).isEqualTo("scores unlike either: between them");
    }

    private static String word(double real, double drawn) {
        return new Judgement("", 0, real, drawn, "", 1, real, 0, 0, 0).verdict();
    }

    @Test
    void whatIsBeyondTheKnownIntensitiesIsTold() throws IOException {
        ByteProcessor bright = BarsAndDiscs.image(true, new Random(9));
        bright.setColor(255);
        bright.fillRect(0, 0, 16, 4);
        Judgement said = one(new ImagePlus("bright", bright));
        assertThat(said.clipped()).isCloseTo(0.25, within(0.02));
        assertThat(said.line()).contains("beyond the intensities");
    }

    @Test
    void aFolderIsJudgedAndWhatDoesNotFitIsNamed() throws IOException {
        Path mixed = Files.createDirectories(folder.resolve("mixed"));
        Files.copy(images.resolve("bar/b0.tif"), mixed.resolve("a.tif"));
        new FileSaver(new ImagePlus("", new ByteProcessor(9, 9)))
                .saveAsTiff(mixed.resolve("b.tif").toString());
        Files.writeString(mixed.resolve("notes.doc"), "none");
        List<String> lines = new ArrayList<>();
        assertThatThrownBy(
                        () ->
                                new JudgingFiles(mixed, Optional.empty(), Progress.SILENT)
                                        .run(judging, lines::add, Progress.SILENT))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("1 of 2 images were not judged")
                .hasMessageContaining("9 x 9 px")
                .hasMessageContaining("16 x 16 px");
        assertThat(lines).hasSize(1);
        assertThat(lines.get(0)).startsWith("a.tif: score ");
    }

    @Test
    void wrongInputsAreNamed() throws IOException {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> one(new ImagePlus("rgb", new ColorProcessor(16, 16))))
                .withMessageContaining("RGB");
        float[] holes = new float[256];
        holes[18] = Float.NaN;
        assertThatIllegalArgumentException()
                .isThrownBy(() -> one(new ImagePlus("nan", new FloatProcessor(16, 16, holes))))
                .withMessageContaining("x=2, y=1");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                new Judging(
                                        model,
                                        "ring",
                                        new RowPortions(engine, new RowBuffers(engine))))
                .withMessageContaining("bar, disc");
        ModelFile vae =
                ModelFile.open(
                        BarsAndDiscs.train(
                                engine, images, false, "vae", 12, folder.resolve("vaemodel")));
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> new Judging(vae, "", new RowPortions(engine, new RowBuffers(engine))))
                .withMessageContaining("has no discriminator");
    }
}

package org.mulligan.service.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mulligan.Close.assertClose;

import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.gui.Roi;
import ij.process.ColorProcessor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.mulligan.engine.DeviceChoice;
import org.mulligan.engine.EngineSettings;
import org.mulligan.engine.Progress;
import org.mulligan.engine.TrainingListener;
import org.mulligan.service.MulliganService;
import org.mulligan.service.ServiceHere;
import org.mulligan.service.generate.DrawStyle.Depth;
import org.mulligan.worker.SameProcessEngine;

/** Images that are drawn from other images. */
@ExtendWith(ServiceHere.class)
class GuidedSynthesisingTest {
    @TempDir static Path folder;

    private static MulliganService service;
    private static String model;

    @BeforeAll
    static void start(MulliganService here) throws IOException {
        StyledPairs.write(folder);
        try (SameProcessEngine engine =
                new SameProcessEngine(EngineSettings.on(DeviceChoice.CPU))) {
            model =
                    engine.train(
                                    StyledPairs.plan(folder, "discs.zip", 40, false),
                                    TrainingListener.SILENT)
                            .model()
                            .toString();
        }
        service = here;
    }

    private static ImagePlus input(int planes) {
        ImageStack stack = new ImageStack(97, 70);
        Random random = new Random(8);
        for (int i = 0; i < planes; i++)
            stack.addSlice("part " + i, StyledPairs.labels(97, 70, random));
        ImagePlus image = new ImagePlus("cells.tif", stack);
        image.getCalibration().pixelWidth = 0.3;
        image.getCalibration().pixelDepth = 2;
        image.getCalibration().setUnit("um");
        image.setProperty("Info", "a note of mine");
        image.setRoi(new Roi(3, 4, 20, 10));
        return image;
    }

    private static DrawSettings settings(
            ImagePlus input, int count, long seed, String style, int tile) {
        return new DrawSettings(
                new DrawStyle(model, style, 1, true, Depth.AUTO, DeviceChoice.AUTO),
                count,
                seed,
                Optional.empty(),
                Optional.of(new DrawFrom(Optional.of(input), Optional.empty(), tile)));
    }

    private static ImagePlus draw(DrawSettings settings) throws IOException {
        return service.synthesisers()
                .draw(settings, Optional.empty(), Progress.SILENT)
                .image()
                .orElseThrow();
    }

    private static short[] plane(ImagePlus image, int n) {
        return (short[]) image.getStack().getPixels(n);
    }

    /** But for the last bit: some CPUs add up in another order where the shape is another. */
    @Test
    void tiledEqualsUntiled() throws IOException {
        ImagePlus input = input(1);
        DrawSettings inBits =
                new DrawSettings(
                        new DrawStyle(model, "loud", 1, true, Depth.FLOAT, DeviceChoice.AUTO),
                        1,
                        6,
                        Optional.empty(),
                        Optional.of(new DrawFrom(Optional.of(input), Optional.empty(), 0)));
        float[] whole = (float[]) draw(inBits).getStack().getPixels(1);
        for (int tile : new int[] {52, 60, 88}) {
            DrawSettings tiled =
                    new DrawSettings(
                            inBits.style(),
                            1,
                            6,
                            Optional.empty(),
                            Optional.of(new DrawFrom(Optional.of(input), Optional.empty(), tile)));
            assertClose((float[]) draw(tiled).getStack().getPixels(1), whole, 2e-3);
        }
    }

    @Test
    void anImageThatIsClosedMeanwhileIsDrawnFromAsItWas() throws IOException {
        ImagePlus expected = draw(settings(input(2), 1, 4, "loud", 0));
        ImagePlus input = input(2);
        Progress closing =
                new Progress() {
                    @Override
                    public void update(String what, double fraction, double secondsLeft) {
                        input.setTitle("other");
                        input.flush();
                    }
                };
        ImagePlus drawn =
                service.synthesisers()
                        .draw(settings(input, 1, 4, "loud", 0), Optional.empty(), closing)
                        .image()
                        .orElseThrow();
        assertThat(input.getProcessor()).isNull();
        assertThat(drawn.getTitle()).isEqualTo(expected.getTitle());
        assertThat(drawn.getInfoProperty()).isEqualTo(expected.getInfoProperty());
        for (int n = 1; n <= 2; n++) assertThat(plane(drawn, n)).isEqualTo(plane(expected, n));
    }

    @Test
    void aSeedIsOneImageAndAnotherSeedAnother() throws IOException {
        ImagePlus three = draw(settings(input(1), 3, 4, "loud", 0));
        ImagePlus one = draw(settings(input(1), 1, 5, "loud", 0));
        assertThat(plane(one, 1)).isEqualTo(plane(three, 2)).isNotEqualTo(plane(three, 1));
        ImagePlus calm = draw(settings(input(1), 1, 5, "calm", 0));
        assertThat(plane(calm, 1)).isNotEqualTo(plane(one, 1));
    }

    @Test
    void keepsWhatBelongsToTheInputAndSaysThatItIsSynthetic() throws IOException {
        ImagePlus drawn = draw(settings(input(1), 2, 4, "", 0));
        assertThat(drawn.getTitle()).isEqualTo("cells-synthetic");
        assertThat(drawn.getBitDepth()).isEqualTo(16);
        assertThat(drawn.getCalibration().pixelWidth).isEqualTo(0.3);
        assertThat(drawn.getRoi().getBounds()).isEqualTo(new Roi(3, 4, 20, 10).getBounds());
        assertThat(drawn.getStack().getSliceLabel(2))
                .isEqualTo("synthetic, part 0, seed 5, class loud");
        assertThat(drawn.getInfoProperty())
                .startsWith("a note of mine\n[Mulligan]\nSynthetic: ")
                .contains("invented", "Drawn from: cells.tif", "Seeds: 4 to 5");
        assertThat(drawn.getProp("Mulligan.synthetic")).isEqualTo("true");
    }

    @Test
    void intensitiesAreThoseOfTheTrainingImages() throws IOException {
        ImagePlus input = input(1);
        ImagePlus drawn = draw(settings(input, 1, 4, "calm", 0));
        double inside = 0;
        double outside = 0;
        int objects = 0;
        for (int i = 0; i < 97 * 70; i++) {
            boolean object = input.getProcessor().get(i) > 0;
            if (object) objects++;
            if (object) inside += drawn.getProcessor().get(i);
            else outside += drawn.getProcessor().get(i);
        }
        // 3000 and 1000 in the training; it has only begun to learn.
        assertThat(inside / objects).isBetween(1500.0, 4000.0);
        assertThat(outside / (97 * 70 - objects)).isBetween(500.0, 1900.0);
        assertThat(inside / objects).isGreaterThan(outside / (97 * 70 - objects) + 300);
    }

    @Test
    void drawingsLieAlongTheAxisThatIsFree() throws IOException {
        ImagePlus slices = input(3);
        slices.setDimensions(1, 3, 1);
        ImagePlus drawn = draw(settings(slices, 2, 1, "loud", 0));
        assertThat(drawn.getDimensions()).containsExactly(97, 70, 1, 3, 2);
        assertThat(drawn.getStack().getSliceLabel(5)).startsWith("synthetic, part 1, seed 2");
        ImagePlus second = draw(settings(slices, 1, 2, "loud", 0));
        assertThat(plane(second, 2)).isEqualTo(plane(drawn, 5));
        ImagePlus frames = input(3);
        frames.setDimensions(1, 1, 3);
        ImagePlus film = draw(settings(frames, 2, 1, "loud", 0));
        assertThat(film.getDimensions()).containsExactly(97, 70, 1, 2, 3);
        assertThat(film.getStack().getSliceLabel(4)).startsWith("synthetic, part 1, seed 2");
        assertThat(plane(film, 4)).isEqualTo(plane(drawn, 5));
    }

    @Test
    void aFolderOfInputsGetsAFileForEachDrawing() throws IOException {
        Path out = folder.resolve("drawn");
        Path in = folder.resolve("few");
        StyledPairs.save(in.resolve("a.tif"), input(1).getProcessor());
        StyledPairs.save(in.resolve("b.tif"), input(2).getStack().getProcessor(2));
        DrawSettings all =
                new DrawSettings(
                        settings(input(1), 1, 1, "", 0).style(),
                        2,
                        10,
                        Optional.empty(),
                        Optional.of(new DrawFrom(Optional.empty(), Optional.of(in), 0)));
        assertThat(service.synthesisers().draw(all, Optional.of(out), Progress.SILENT).files())
                .extracting(file -> file.getFileName().toString())
                .containsExactly(
                        "a-calm-10.tif", "a-loud-11.tif", "b-calm-12.tif", "b-loud-13.tif");
        ImagePlus same = draw(settings(input(1), 1, 11, "", 0));
        assertThat(plane(IJ.openImage(out.resolve("a-loud-11.tif").toString()), 1))
                .isEqualTo(plane(same, 1));
        goesOnWhereItWasInterrupted(all, in, out);
        assertThatThrownBy(
                        () -> service.synthesisers().draw(all, Optional.empty(), Progress.SILENT))
                .hasMessageContaining("output must be one too");
    }

    private static void goesOnWhereItWasInterrupted(DrawSettings all, Path in, Path out)
            throws IOException {
        Files.delete(out.resolve("a-loud-11.tif"));
        assertThat(service.synthesisers().draw(all, Optional.of(out), Progress.SILENT).files())
                .containsExactly(out.resolve("a-loud-11.tif"));
        Files.write(in.resolve("c.czi"), new byte[9]);
        Files.write(in.resolve("d.tif"), new byte[] {'I', 'I', 42, 0});
        assertThatThrownBy(
                        () -> service.synthesisers().draw(all, Optional.of(out), Progress.SILENT))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("Nothing was drawn from 2 of 4 images")
                .hasMessageContaining("c.czi: it has a format of its own (Zeiss)")
                .hasMessageContaining("d.tif cannot be opened: it is truncated");
        Files.writeString(out.resolve("d-calm-14.tif"), "mine");
        assertThatThrownBy(
                        () -> service.synthesisers().draw(all, Optional.of(out), Progress.SILENT))
                .hasMessageContaining("d-calm-14.tif: it exists already");
    }

    private static void refuses(DrawSettings settings, String... words) {
        assertThatThrownBy(() -> draw(settings))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(words);
    }

    @Test
    void refusesWhatItCannotDrawFrom() throws IOException {
        refuses(
                settings(input(1), 1, 1, "quiet", 0),
                "no class \"quiet\"",
                "its classes are calm, loud");
        ImagePlus two = input(2);
        two.setDimensions(2, 1, 1);
        refuses(settings(two, 1, 1, "", 0), "has 2 channels", "Split Channels");
        refuses(
                settings(new ImagePlus("rgb", new ColorProcessor(40, 40)), 1, 1, "", 0),
                "is an RGB image");
        float[] hole = new float[40 * 40];
        hole[41] = Float.NaN;
        refuses(
                settings(
                        new ImagePlus("hole", new ij.process.FloatProcessor(40, 40, hole)),
                        1,
                        1,
                        "",
                        0),
                "NaN at x=1, y=1");
        ImagePlus many = input(4);
        many.setDimensions(1, 2, 2);
        refuses(settings(many, 2, 1, "", 0), "slices and frames");
        DrawStyle style = settings(input(1), 1, 1, "", 0).style();
        refuses(new DrawSettings(style, 1, 1, Optional.empty()), "draws from images", "give input");
        DrawStyle chance =
                new DrawStyle(
                        TrainedSynthesiser.model().toString(),
                        "",
                        1,
                        true,
                        Depth.AUTO,
                        DeviceChoice.AUTO);
        refuses(
                new DrawSettings(
                        chance, 1, 1, Optional.empty(), settings(input(1), 1, 1, "", 0).from()),
                "draws from chance alone");
    }

    @Test
    void otherCommandsSayWhereToGo() {
        assertThatThrownBy(
                        () ->
                                service.synthesisers()
                                        .judge(
                                                input(1),
                                                model,
                                                "",
                                                Optional.empty(),
                                                Progress.SILENT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(
                        "draws its images from other images", "Synthesise with Mulligan...");
    }
}

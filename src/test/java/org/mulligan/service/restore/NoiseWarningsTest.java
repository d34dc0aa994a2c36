package org.mulligan.service.restore;

import static org.assertj.core.api.Assertions.assertThat;

import ij.IJ;
import ij.ImagePlus;
import ij.process.FloatProcessor;
import ij.process.ShortProcessor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mulligan.engine.Progress;
import org.mulligan.model.ModelDescription;
import org.mulligan.predict.BoxEngine;
import org.mulligan.predict.LoadedModel;
import org.mulligan.predict.TileBuffers;

/** What a denoising says of an image's noise, by a model that learnt from white noise. */
class NoiseWarningsTest {
    private static final int SIDE = 320;
    @TempDir Path folder;
    private final BoxEngine engine = new BoxEngine(2);
    private final List<String> log = new ArrayList<>();
    private RestoreSettings settings = RestoreSettings.denoise("box filter");

    @Test
    void saysNothingOfWhiteNoise() throws IOException {
        ImagePlus restored = restoring("").toMemory(image(noise(0, 0)));
        assertThat(log).noneMatch(line -> line.contains("WARNING"));
        assertThat(restored.getInfoProperty()).doesNotContain("WARNING");
    }

    @Test
    void warnsOfCorrelatedNoiseWithItsFigureAndWhatToDo() throws IOException {
        settings = settings.atOneScale();
        ImagePlus restored = restoring("").toMemory(image(noise(0.6, 0)));
        List<String> warnings = warnings();
        assertThat(warnings.get(0))
                .containsPattern(
                        "WARNING: The noise is correlated from pixel to pixel \\(0\\.4\\d along X, 0\\.4\\d along Y")
                .contains("halve the resolution first");
        assertThat(restored.getInfoProperty().lines()).containsOnlyOnce(warnings.get(0));
    }

    @Test
    void denoisesCorrelatedNoiseAtHalfTheResolutionTooAndSaysSo() throws IOException {
        ImagePlus restored = restoring("").toMemory(image(noise(0.6, 0)));
        assertThat(log)
                .noneMatch(line -> line.contains("correlated"))
                .anyMatch(line -> line.startsWith("Working scale: neighbouring pixels share"));
        assertThat(restored.getInfoProperty()).contains("Working scale: ");
    }

    @Test
    void correlationThatBinningLeavesNeedsATrainingAsTheInspectorSays() throws IOException {
        restoring("").toMemory(image(noise(1.2, 0)));
        assertThat(warnings().get(0))
                .contains("; binning 2 x 2 would leave it correlated, so train a model on images")
                .doesNotContain("halve the resolution");
    }

    @Test
    void theInfoHasTheNoiseOfTheInputInOneLine() throws IOException {
        ImagePlus restored = restoring("").toMemory(image(noise(0, 0.5)));
        assertThat(restored.getInfoProperty().lines())
                .filteredOn(line -> line.startsWith("Noise"))
                .singleElement()
                .asString()
                .containsPattern(
                        "^Noise: standard deviation 2\\d\\.\\d+ counts; correlation -?0\\.\\d\\d along X, -?0\\.\\d\\d along Y, rows offset by 0\\.[45]\\d and columns by 0\\.0\\d of it$");
    }

    @Test
    void aModelThatLearntFromACamerasImagesKnowsItsNoise() throws IOException {
        restoring("noisy").toMemory(image(noise(0.6, 0)));
        assertThat(log).noneMatch(line -> line.contains("correlated"));
    }

    /** The waves are some 20 times as high as the noise: several hundred photons. */
    @ParameterizedTest(name = "of {0} photons or more: {1}")
    @CsvSource({"20.0, false", "20000.0, true"})
    void aModelThatSharpensWarnsOfAnImageThatIsNoisierThanAny(String fewest, boolean warns)
            throws IOException {
        Map<String, Object> provenance =
                Map.of(
                        "psf",
                        Map.of("fwhm", "2.0-6.0"),
                        "plan",
                        Map.of("measured", "", "photons", fewest + "-100000.0"));
        ImagePlus restored = restoring(engine, provenance).toMemory(image(noise(0, 0)));
        assertThat(warnings()).hasSize(warns ? 1 : 0);
        if (!warns) return;
        assertThat(warnings().get(0))
                .containsPattern("The image is as noisy as one of \\d+ photons at its brightest")
                .contains("those of 20000 or more", "Take Denoise with Mulligan... instead");
        assertThat(restored.getInfoProperty()).contains("as noisy as one of");
    }

    @Test
    void offsetRowsAreTakenOutAndSaid() throws IOException {
        ImagePlus restored = restoring("").toMemory(image(noise(0, 0.5)));
        assertThat(log).noneMatch(line -> line.contains("WARNING"));
        assertThat(restored.getInfoProperty().lines())
                .filteredOn(line -> line.startsWith("Line offsets: "))
                .singleElement()
                .asString()
                .containsPattern(
                        "those of whole rows \\(standard deviation (4|5)\\d % of the noise's\\) were taken out .*; lineoffsets=keep");
        assertThat(rows(restored)).isLessThan(0.15 * 20);
    }

    @Test
    void warnsOfOffsetRowsThatAreKept() throws IOException {
        settings = settings.keepingLineOffsets();
        ImagePlus restored = restoring("").toMemory(image(noise(0, 0.5)));
        assertThat(rows(restored)).isGreaterThan(0.15 * 20);
        assertThat(warnings())
                .singleElement()
                .asString()
                .containsPattern(
                        "WARNING: Whole rows are offset \\(by (4|5)\\d % of the noise\\), which the model may take for structure; correct the lines of the camera or scanner first");
    }

    @Test
    void saysWhereMoreThanHalfOfTheNoiseIsLeftInLogAndFile() throws IOException {
        BoxEngine nothing = new BoxEngine(0);
        restoring(nothing, "").toFile(image(noise(0, 0)), folder.resolve("same.tif"));
        assertThat(warnings())
                .singleElement()
                .asString()
                .contains(
                        "WARNING: in 100 % of 100 blocks of 32 px more than half of the noise is left");
        assertThat(IJ.openImage(folder.resolve("same.tif").toString()).getInfoProperty())
                .contains("more than half of the noise is left");
    }

    @Test
    void aScaleBarIsInTheResultAsItWasAndChangesNothingAroundIt() throws IOException {
        ImagePlus clean = image(noise(0, 0));
        ImagePlus marked = clean.duplicate();
        for (int i = 0; i < 600; i++)
            marked.getProcessor().setf(200 + i % 100, 290 + i / 100, 65535);
        ImagePlus expected = restoring("").toMemory(clean);
        ImagePlus restored = restoring("").toMemory(marked);
        for (int y = 0; y < SIDE; y++)
            for (int x = 0; x < SIDE; x++) {
                boolean bar = x >= 200 && x < 300 && y >= 290 && y < 296;
                boolean near = x >= 197 && x < 303 && y >= 287 && y < 299;
                float value = restored.getProcessor().getf(x, y);
                if (bar) assertThat(value).isEqualTo(65535);
                else
                    assertThat(Math.abs(value - expected.getProcessor().getf(x, y)))
                            .as("%d, %d", x, y)
                            .isLessThanOrEqualTo(near ? 20 : 1);
            }
        assertThat(restored.getInfoProperty())
                .contains("Burnt in: a scale bar or text of up to 600 px");
    }

    /** Standard deviation of the means of the rows. */
    private static double rows(ImagePlus image) {
        double sum = 0;
        double squares = 0;
        for (int y = 0; y < SIDE; y++) {
            double mean = 0;
            for (int x = 0; x < SIDE; x++) mean += image.getProcessor().getf(x, y) / SIDE;
            sum += mean;
            squares += mean * mean;
        }
        return Math.sqrt(squares / SIDE - Math.pow(sum / SIDE, 2));
    }

    private List<String> warnings() {
        return log.stream().filter(line -> line.contains("WARNING")).toList();
    }

    /** Noise of a deviation of 20 on slow waves. */
    private static FloatProcessor noise(double blur, double rows) {
        Random random = new Random(1);
        FloatProcessor noise = new FloatProcessor(SIDE, SIDE);
        for (int i = 0; i < noise.getPixelCount(); i++)
            noise.setf(i, (float) random.nextGaussian());
        if (blur > 0) noise.blurGaussian(blur);
        noise.multiply(20 / noise.getStats().stdDev);
        double offset = 0;
        for (int i = 0; i < noise.getPixelCount(); i++) {
            if (i % SIDE == 0) offset = 20 * rows * random.nextGaussian();
            noise.setf(
                    i, (float) (noise.getf(i) + offset + 1000 + 200 * Math.cos(i % SIDE / 20.0)));
        }
        return noise;
    }

    private static ImagePlus image(FloatProcessor pixels) {
        ShortProcessor image = new ShortProcessor(SIDE, SIDE);
        for (int i = 0; i < image.getPixelCount(); i++)
            image.setf(i, (float) Math.rint(pixels.getf(i)));
        return new ImagePlus("image", image);
    }

    private Restoring restoring(String noisy) {
        return restoring(engine, noisy);
    }

    private Restoring restoring(BoxEngine network, String noisy) {
        return restoring(network, Map.of("plan", Map.of("noisy", noisy)));
    }

    private Restoring restoring(BoxEngine network, Map<String, Object> provenance) {
        ModelDescription plain = network.model();
        ModelDescription trained =
                new ModelDescription(
                        plain.name(),
                        plain.summary(),
                        plain.task(),
                        plain.licence(),
                        plain.receptiveField(),
                        plain.stride(),
                        plain.scale(),
                        plain.percentiles(),
                        provenance);
        return new Restoring(
                new LoadedModel(
                        trained,
                        "abc",
                        0,
                        network.network(),
                        network.info(),
                        new TileBuffers(network)),
                settings,
                new Progress() {
                    @Override
                    public void log(String line) {
                        log.add(line);
                    }
                });
    }
}

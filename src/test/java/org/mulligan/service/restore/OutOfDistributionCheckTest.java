package org.mulligan.service.restore;

import static org.assertj.core.api.Assertions.assertThat;

import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mulligan.engine.DeviceChoice;
import org.mulligan.engine.Precision;
import org.mulligan.engine.Progress;
import org.mulligan.image.intensity.Normalisation;
import org.mulligan.image.intensity.Percentiles;
import org.mulligan.image.intensity.TypicalAppearance;
import org.mulligan.image.plane.Pixels;
import org.mulligan.metric.AppearanceProbe;
import org.mulligan.model.ModelDescription;
import org.mulligan.predict.BoxEngine;
import org.mulligan.predict.LoadedModel;
import org.mulligan.predict.TileBuffers;
import org.mulligan.service.restore.RestoreSettings.BitDepth;

/** A model that was trained on 20 images of noisy waves, of 300 x 200 px. */
class OutOfDistributionCheckTest {
    @TempDir Path folder;
    private final BoxEngine engine = new BoxEngine(2);
    private final List<String> log = new ArrayList<>();

    @Test
    void isSilentAboutAnImageOfTheSameKindInAnyUnits() throws IOException {
        ImagePlus image = new ImagePlus("waves", waves(99));
        image.getProcessor().multiply(40);
        image.getProcessor().add(900);
        ImagePlus restored = restoring(trained()).toMemory(image);

        assertThat(log).noneMatch(line -> line.contains("WARNING"));
        assertThat(restored.getInfoProperty()).doesNotContain("WARNING");
    }

    @Test
    void warnsOfABlurredImageInOneLineWithItsNumbers() throws IOException {
        ImageProcessor blurred = waves(99);
        blurred.blurGaussian(2);
        ImagePlus restored = restoring(trained()).toMemory(new ImagePlus("blurred", blurred));

        List<String> warnings = warnings();
        assertThat(warnings).hasSize(1);
        assertThat(warnings.get(0))
                .startsWith(
                        "WARNING: This image is unlike the training images of box filter: its energy at ")
                .containsPattern(
                        "its energy at 0\\.\\d\\d-0\\.50 cycles/px is [0-9.e-]+ times [a-z0-9.-]+( usual)? \\(training: 0\\.\\d+ to 1\\.\\d times\\)")
                .endsWith("or train a model on images like this one.");
        assertThat(restored.getInfoProperty().lines()).containsOnlyOnce(warnings.get(0));
    }

    @Test
    void namesTheChannelAndKeepsTheWarningInTheFile() throws IOException {
        ImageStack stack = new ImageStack(300, 200);
        stack.addSlice(waves(99));
        ImageProcessor inverted = waves(99);
        for (int i = 0; i < inverted.getPixelCount(); i++)
            inverted.setf(i, (float) -Math.exp(3 * inverted.getf(i)));
        stack.addSlice(inverted);
        ImagePlus image = new ImagePlus("two", stack);
        image.setDimensions(2, 1, 1);

        restoring(trained()).toFile(image, folder.resolve("two.tif"));

        assertThat(warnings()).hasSize(1);
        assertThat(warnings().get(0))
                .startsWith("WARNING: Channel 2 of this image is unlike")
                .contains("% of its pixels lie below ");
        assertThat(IJ.openImage(folder.resolve("two.tif").toString()).getInfoProperty())
                .contains(warnings().get(0));
    }

    @Test
    void looksAtPlanesAllOverAStack() throws IOException {
        ImageStack stack = new ImageStack(300, 200);
        for (int plane = 0; plane < 9; plane++) {
            stack.addSlice(waves(plane));
            if (plane >= 6) stack.getProcessor(plane + 1).blurGaussian(3);
            else if (plane >= 1) stack.getProcessor(plane + 1).blurGaussian(2);
        }
        restoring(trained()).toMemory(new ImagePlus("stack", stack));

        assertThat(warnings()).hasSize(1);
    }

    @Test
    void isSilentWhereTheModelOrTheImageSaysTooLittle() throws IOException {
        ImageProcessor blurred = waves(99);
        blurred.blurGaussian(2);
        restoring(engine.model()).toMemory(new ImagePlus("blurred", blurred));
        blurred.setRoi(0, 0, 300, 63);
        restoring(trained()).toMemory(new ImagePlus("low", blurred.crop()));

        assertThat(log).isNotEmpty();
        assertThat(warnings()).isEmpty();
    }

    private List<String> warnings() {
        return log.stream().filter(line -> line.startsWith("WARNING")).toList();
    }

    private static FloatProcessor waves(long seed) {
        Random random = new Random(seed);
        double turn = Math.PI * random.nextDouble();
        FloatProcessor image = new FloatProcessor(300, 200);
        for (int i = 0; i < image.getPixelCount(); i++) {
            double along = Math.cos(turn) * (i % 300) + Math.sin(turn) * (i / 300);
            image.setf(i, (float) (Math.cos(along / 4) + 0.3 * random.nextGaussian()));
        }
        return image;
    }

    private ModelDescription trained() {
        ModelDescription plain = engine.model();
        TypicalAppearance known =
                TypicalAppearance.of(
                        IntStream.range(0, 20)
                                .mapToObj(seed -> (float[]) waves(seed).getPixels())
                                .map(
                                        pixels ->
                                                new AppearanceProbe(percentiles(pixels, plain))
                                                        .add(Pixels.of(pixels, 300, 200))
                                                        .appearance())
                                .map(Optional::orElseThrow)
                                .toList());
        return new ModelDescription(
                plain.name(),
                plain.summary(),
                plain.task(),
                plain.licence(),
                plain.receptiveField(),
                plain.stride(),
                plain.scale(),
                plain.percentiles(),
                Map.of("appearance", known.values()));
    }

    private static Normalisation percentiles(float[] pixels, ModelDescription model) {
        Percentiles percentiles = new Percentiles(pixels);
        return new Normalisation(
                percentiles.at(model.percentiles().low()),
                percentiles.at(model.percentiles().high()));
    }

    private Restoring restoring(ModelDescription model) {
        Progress progress =
                new Progress() {
                    @Override
                    public void log(String line) {
                        log.add(line);
                    }
                };
        return new Restoring(
                new LoadedModel(
                        model, "abc", 0, engine.network(), engine.info(), new TileBuffers(engine)),
                RestoreSettings.denoise(
                        "box filter", 0, 0, Precision.AUTO, DeviceChoice.AUTO, BitDepth.SAME),
                progress);
    }
}

package org.mulligan.service.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.process.ByteProcessor;
import ij.process.ImageProcessor;
import ij.process.ShortProcessor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mulligan.engine.Progress;
import org.mulligan.image.filter.GaussianBlur;
import org.mulligan.image.intensity.ChannelIntensities;
import org.mulligan.image.intensity.Scaling;
import org.mulligan.image.plane.ImagePlusPlanes;
import org.mulligan.predict.BoxEngine;

class RoundingBiasTest {
    private static final int WIDTH = 101;
    private static final int HEIGHT = 83;

    @TempDir Path folder;

    @ParameterizedTest(name = "{0} bit, {1} photons a pixel, seed 5: 32-bit is {2}")
    @CsvSource({
        "8, 0.2, true", "8, 0.5, true", "8, 1.2, true", "8, 2.3, true", "8, 5.3, true",
        "16, 0.2, true", "16, 0.5, true", "16, 1.2, true", "16, 2.3, true", "16, 5.3, true",
        "8, 60, false", "16, 60, false"
    })
    void findsThatFlatCountsWouldBeRoundedAway(int bits, double photons, boolean expected)
            throws IOException {
        assertThat(bias(counts(bits, photons, 0, 0)).isPresent()).isEqualTo(expected);
    }

    @ParameterizedTest(
            name = "{0} bit, {1} photons a pixel in the mean, {2} of them structure, seed 5")
    @CsvSource({
        "8, 0.2, 0", "8, 0.5, 0", "8, 1, 0", "8, 2, 0", "8, 5, 0", "8, 20, 0",
        "16, 0.2, 0", "16, 0.5, 0", "16, 1, 0", "16, 2, 0", "16, 5, 0", "16, 20, 0",
        "8, 0.2, 0.9", "8, 0.5, 0.9", "8, 1, 0.9", "8, 2, 0.9", "8, 5, 0.9", "8, 20, 0.9",
        "16, 20.4, 0", "16, 20, 0.9", "16, 40, 0.9"
    })
    void keepsTheMeanOfEveryResultThatIsRounded(int bits, double photons, double structure)
            throws IOException {
        ImagePlus counts = counts(bits, photons, structure, 0);
        if (bias(counts).isPresent()) return;
        float[] restored = (float[]) counts.getProcessor().convertToFloatProcessor().getPixels();
        for (double sigma : new double[] {1.5, 3, 6}) {
            float[] blurred = GaussianBlur.blur(restored, WIDTH, HEIGHT, sigma);
            double before = 0;
            double after = 0;
            for (float value : blurred) {
                before += value;
                after += Math.floor(value + 0.5);
            }
            assertThat(after / before).isCloseTo(1, within(RoundingBias.PROMISED));
        }
    }

    @Test
    void leavesAnImageOfManyIntensitiesAtItsDepth() throws IOException {
        assertThat(bias(counts(8, 20, 0.9, 0))).isEmpty();
        assertThat(bias(counts(16, 20, 0.9, 100))).isEmpty();
    }

    /** A plane that is looked at in parts: the photons lie in the last of them alone. */
    @Test
    void looksAtAllPartsOfALargePlane() throws IOException {
        ShortProcessor large = new ShortProcessor(1300, 1100);
        int[] photons = new int[200 * 60];
        Random random = new Random(5);
        for (int i = 0; i < photons.length; i++) photons[i] = random.nextInt(5) == 0 ? 1 : 0;
        for (int y = 0; y < 60; y++)
            for (int x = 0; x < 200; x++) large.set(1060 + x, 1030 + y, photons[200 * y + x]);
        RoundingBias bias = bias(new ImagePlus("large", large)).orElseThrow();
        double mean = Arrays.stream(photons).sum() / (1300.0 * 1100);
        assertThat(bias.mean()).isCloseTo(mean, within(1e-9));
        assertThat(bias.share()).isCloseTo(-1, within(0.02));
    }

    @Test
    void countsFromTheOffsetOfACamera() throws IOException {
        assertThat(bias(counts(16, 0.2, 0, 32768))).isPresent();
    }

    @Test
    void namesTheChannelAndItsMeans() throws IOException {
        ImageStack stack = new ImageStack(WIDTH, HEIGHT);
        for (int i = 0; i < 3; i++) {
            stack.addSlice(counts(8, 60, 0, 0).getProcessor());
            stack.addSlice(counts(8, 0.2, 0, 0).getProcessor());
        }
        ImagePlus image = new ImagePlus("", stack);
        image.setDimensions(2, 1, 3);
        RoundingBias bias = bias(image).orElseThrow();
        assertThat(bias.channel()).isEqualTo(1);
        assertThat(bias.mean()).isCloseTo(0.2, within(0.01));
        assertThat(bias.rounded()).isLessThan(0.01);
        assertThat(bias.toString())
                .contains(
                        "32-bit", "the mean of channel 2 from about 0.198 to 0.000", "Multiply...");
    }

    @Test
    void givesThirtyTwoBitsInMemoryAndInAFileAndSaysSo() throws IOException {
        List<String> log = new ArrayList<>();
        Progress progress =
                new Progress() {
                    @Override
                    public void log(String line) {
                        log.add(line);
                    }
                };
        Restoring denoising =
                new Restoring(new BoxEngine(2).loaded(), RestoreSettings.denoise("box"), progress);
        ImagePlus counts = counts(8, 0.5, 0.5, 0);
        Path file = folder.resolve("counts-denoised.tif");
        ImagePlus memory = denoising.toMemory(counts);
        denoising.toFile(counts, file);
        for (ImagePlus result : List.of(memory, IJ.openImage(file.toString()))) {
            assertThat(result.getBitDepth()).isEqualTo(32);
            assertThat(result.getInfoProperty()).contains("Bit depth: the result is 32-bit");
        }
        assertThat(log).filteredOn(line -> line.startsWith("Bit depth: ")).hasSize(2);
    }

    private static Optional<RoundingBias> bias(ImagePlus image) throws IOException {
        ImagePlusPlanes planes = new ImagePlusPlanes(image);
        return RoundingBias.worst(
                planes,
                ChannelIntensities.measure(planes, Scaling.percentiles(0.1, 99.9), plane -> {}));
    }

    /**
     * Poisson counts.
     *
     * @param photons mean
     * @param structure share of the mean that is in waves across the image
     * @param offset of the camera
     */
    private static ImagePlus counts(int bits, double photons, double structure, int offset) {
        ImageProcessor image =
                bits == 8 ? new ByteProcessor(WIDTH, HEIGHT) : new ShortProcessor(WIDTH, HEIGHT);
        Random random = new Random(5);
        for (int i = 0; i < WIDTH * HEIGHT; i++) {
            double wave = Math.sin(i % WIDTH / 9.0) * Math.cos(i / WIDTH / 7.0);
            image.set(i, offset + poisson(photons * (1 + structure * wave), random));
        }
        return new ImagePlus("counts.tif", image);
    }

    private static int poisson(double mean, Random random) {
        double product = random.nextDouble();
        int count = 0;
        for (double limit = Math.exp(-mean); product > limit; count++)
            product *= random.nextDouble();
        return count;
    }
}

package org.mulligan.image.intensity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ij.ImagePlus;
import ij.ImageStack;
import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import ij.process.FloatProcessor;
import ij.process.ShortProcessor;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mulligan.image.plane.ImagePlusPlanes;
import org.mulligan.image.plane.Pixels;

class IntensitiesTest {
    @Test
    void interpolatesBetweenTwoValues() {
        IntensityHistogram histogram = new IntensityHistogram();
        for (float value : new float[] {40, -10, 20, 30}) histogram.add(value);
        assertThat(histogram.percentiles(0, 50, 100, 10))
                .containsExactly(new double[] {-10, 25, 40, -1}, within(1e-12));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void isExactForFewValuesAndCloseForMany(long seed) {
        Random random = new Random(seed);
        float[] counts = new float[70_001];
        for (int i = 0; i < counts.length; i++)
            counts[i] = (float) Math.rint(900 + 60 * random.nextGaussian());
        assertThat(percentiles(counts)).containsExactly(exact(counts));
        float[] smooth = new float[1_500_000];
        for (int i = 0; i < smooth.length; i++)
            smooth[i] = (float) (0.02 * random.nextGaussian() + random.nextFloat());
        double[] expected = exact(smooth);
        double[] actual = percentiles(smooth);
        for (int i = 0; i < expected.length; i++)
            assertThat(actual[i])
                    .isCloseTo(expected[i], within(1e-4 + 1e-3 * Math.abs(expected[i])));
    }

    @Test
    void normalisesEachChannelByItself() throws IOException {
        ImageStack stack = new ImageStack(3, 1);
        for (int z = 0; z < 2; z++) {
            stack.addSlice(new ShortProcessor(3, 1, new short[] {10, 20, 30}, null));
            stack.addSlice(new ShortProcessor(3, 1, new short[] {100, 400, (short) 40000}, null));
        }
        ImagePlus image = new ImagePlus("two", stack);
        image.setDimensions(2, 2, 1);
        assertThat(normalisations(image))
                .containsExactly(new Normalisation(10, 30), new Normalisation(100, 40000));
    }

    @Test
    void takesTheExtremesWhereBothPercentilesFallOnTheBackground() throws IOException {
        byte[] pixels = new byte[5000];
        pixels[77] = 9;
        ImagePlus image = new ImagePlus("spot", new ByteProcessor(100, 50, pixels));
        assertThat(
                        ChannelIntensities.measure(
                                new ImagePlusPlanes(image), Scaling.percentiles(2, 99.8), p -> {}))
                .containsExactly(new ChannelIntensities.Channel(new Normalisation(0, 9), 0, 9));
    }

    @Test
    void refusesWhatHasNothingToRestore() {
        assertThatThrownBy(() -> normalisations(new ImagePlus("", new ByteProcessor(1, 1))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "The image is constant: every pixel is 0.0; there is nothing to restore");
        short[] white = new short[7];
        Arrays.fill(white, (short) 65535);
        assertThatThrownBy(
                        () ->
                                normalisations(
                                        new ImagePlus("", new ShortProcessor(7, 1, white, null))))
                .hasMessageContaining("saturated: all of its pixels have the highest value 65535");
        float[] holes = {1, 2, Float.NaN, Float.POSITIVE_INFINITY, 5, 6};
        assertThatThrownBy(() -> normalisations(new ImagePlus("", new FloatProcessor(2, 3, holes))))
                .hasMessageContaining(
                        "2 pixels are not finite, the first is NaN at x=0, y=1 of plane 1");
        assertThatThrownBy(() -> new ImagePlusPlanes(new ImagePlus("a", new ColorProcessor(2, 2))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Image > Type > 8-bit, or split channels");
    }

    @Test
    void roundsClipsAndCounts() {
        float[] values = {-0.6f, -0.4f, 0.5f, 254.6f, 255.6f, Float.NaN, 99.4f};
        Pixels.Bytes bytes = new Pixels.Bytes(new byte[9], 9, 1);
        assertThat(bytes.set(1, 0, 7, values)).isEqualTo(3);
        assertThat(bytes.array()).containsExactly(0, 0, 0, 1, 255, 255, 0, 99, 0);
        Pixels.Shorts shorts = new Pixels.Shorts(new short[4], 2, 2);
        assertThat(shorts.set(0, 1, 2, new float[] {65535.4f, 70000})).isEqualTo(1);
        assertThat(shorts.array()).containsExactly(0, 0, 65535, 65535);
        float[] row = new float[2];
        shorts.get(0, 1, 2, row);
        assertThat(row).containsExactly(65535, 65535);
    }

    private static List<Normalisation> normalisations(ImagePlus image) throws IOException {
        return ChannelIntensities.measure(
                        new ImagePlusPlanes(image), Scaling.percentiles(0, 100), plane -> {})
                .stream()
                .map(ChannelIntensities.Channel::normalisation)
                .toList();
    }

    private static double[] percentiles(float[] values) {
        IntensityHistogram histogram = new IntensityHistogram();
        for (float value : values) histogram.add(value);
        return histogram.percentiles(0, 2, 50, 99.8, 100);
    }

    private static double[] exact(float[] values) {
        float[] sorted = values.clone();
        Arrays.sort(sorted);
        return Arrays.stream(new double[] {0, 2, 50, 99.8, 100})
                .map(
                        percent -> {
                            double rank = (sorted.length - 1) * (percent / 100);
                            int below = (int) rank;
                            if (below == sorted.length - 1) return sorted[below];
                            double step = (double) sorted[below + 1] - sorted[below];
                            return sorted[below] + (rank - below) * step;
                        })
                .toArray();
    }
}

package org.mulligan.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ij.ImagePlus;
import ij.ImageStack;
import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import ij.process.ShortProcessor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mulligan.engine.Progress;
import org.mulligan.image.filter.Thumbnail;
import org.mulligan.image.intensity.IntensityHistogram;
import org.mulligan.image.intensity.Percentiles;
import org.mulligan.image.plane.ColourPixels;
import org.mulligan.image.plane.ColourPlanes;
import org.mulligan.image.plane.ImagePlusPlanes;
import org.mulligan.image.plane.Pixels;
import org.mulligan.image.plane.PlaneSource;

class ShadingCorrectionTest {
    private final List<String> log = new ArrayList<>();
    private int cancelAfter = Integer.MAX_VALUE;

    private final Progress progress =
            new Progress() {
                private int asked;

                @Override
                public void log(String line) {
                    log.add(line);
                }

                @Override
                public boolean cancelled() {
                    return asked++ >= cancelAfter;
                }
            };

    private static ImageProcessor noise(ImageProcessor plane, int low, int range, int seed) {
        Random random = new Random(seed);
        for (int i = 0; i < plane.getPixelCount(); i++) plane.setf(i, low + random.nextInt(range));
        return plane;
    }

    private static ImagePlus stack(ImageProcessor... planes) {
        ImageStack stack = new ImageStack(planes[0].getWidth(), planes[0].getHeight());
        for (ImageProcessor plane : planes) stack.addSlice(plane);
        return new ImagePlus("planes", stack);
    }

    private ShadingCorrection plan(ImagePlus image, LoadedModel model) throws IOException {
        return ShadingCorrection.plan(
                new NetworkInput(new ImagePlusPlanes(image), model.description(), progress),
                model,
                image.getNFrames(),
                false,
                "Restoring",
                progress);
    }

    private static float[] floats(ShadingCorrection evening, int plane, PlaneSource of)
            throws IOException {
        float[] values = new float[of.width() * of.height()];
        evening.plane(plane, new Pixels.Floats(values, of.width(), of.height()));
        return values;
    }

    private static double mean(float[] values) {
        double sum = 0;
        for (float value : values) sum += value;
        return sum / values.length;
    }

    @ParameterizedTest(name = "{0} bit, {1} x {2} px")
    @CsvSource({"8, 97, 131", "16, 640, 33", "32, 7, 5"})
    void givesBackTheImageWhereTheNetworkDoes(int depth, int width, int height) throws IOException {
        ImageProcessor plane =
                depth == 8
                        ? new ByteProcessor(width, height)
                        : depth == 16
                                ? new ShortProcessor(width, height)
                                : new FloatProcessor(width, height);
        ImagePlus image = new ImagePlus("noise", noise(plane, 3, 200, 1));
        ShadingCorrection evening = plan(image, LightModels.of((value, x, y) -> value));
        Pixels result = Pixels.blank(depth, width, height);
        evening.plane(0, result);
        float[] row = new float[width];
        for (int y = 0; y < height; y++) {
            result.get(0, y, width, row);
            for (int x = 0; x < width; x++)
                assertThat(row[x]).isCloseTo(plane.getf(x, y), within(1e-4f));
        }
        assertThat(evening.outcome(1)).isEqualTo("0 of 1 pixels clipped");
        assertThat(evening.notes().toString()).contains("gain (1.000 to 1.000)");
    }

    @Test
    void appliesWhatTheNetworkDidToTheThumbnailToThePlaneItself() throws IOException {
        int width = 211;
        int height = 90;
        ImagePlus image =
                new ImagePlus("noise", noise(new ShortProcessor(width, height), 1000, 500, 2));
        // Linear over the width: twice the light on the right.
        ShadingCorrection evening =
                plan(image, LightModels.of((value, x, y) -> value * (1 + x / 63.0)));
        float[] result = floats(evening, 0, new ImagePlusPlanes(image));
        float[] seen = Thumbnail.of(Pixels.of(image.getProcessor()));
        double low = new Percentiles(seen).at(2);
        for (int y = 0; y < height; y++)
            for (int x = 0; x < width; x++) {
                double at = Math.max(0, Math.min(63, (x + 0.5) * 64 / width - 0.5)) / 63;
                double before = image.getProcessor().getf(x, y);
                // The network multiplies what is above the 0 of its own intensities.
                assertThat((double) result[y * width + x])
                        .isCloseTo(low + (before - low) * (1 + at), within(0.02));
            }
        assertThat(log.get(1)).contains("smooth gain (1.000 to 2.000)", "8 x 8 knots");
    }

    @Test
    void leavesAPlaneThatShowsNothingAsItIs() throws IOException {
        ImageProcessor flat = new ShortProcessor(30, 20);
        flat.add(77);
        ImagePlus image = stack(noise(new ShortProcessor(30, 20), 50, 100, 3), flat);
        ShadingCorrection evening = plan(image, LightModels.of((value, x, y) -> 2 * value));
        assertThat(floats(evening, 1, new ImagePlusPlanes(image))).containsOnly(77);
        assertThat(mean(floats(evening, 0, new ImagePlusPlanes(image)))).isGreaterThan(120);
    }

    @Test
    void bringsBleachedFramesToTheMeanOfTheFirstAboveTheDarkLevel() throws IOException {
        ImagePlus image =
                stack(
                        noise(new ShortProcessor(80, 70), 0, 1000, 1),
                        noise(new ShortProcessor(80, 70), 0, 1000, 2),
                        noise(new ShortProcessor(80, 70), 0, 1000, 1),
                        noise(new ShortProcessor(80, 70), 0, 1000, 2));
        image.setDimensions(1, 2, 2);
        for (int slice = 3; slice <= 4; slice++) image.getStack().getProcessor(slice).multiply(0.5);
        for (int slice = 1; slice <= 4; slice++) image.getStack().getProcessor(slice).add(100);
        PlaneSource planes = new ImagePlusPlanes(image);
        ShadingCorrection evening = plan(image, LightModels.of((value, x, y) -> value));
        float[] bleached = floats(evening, 2, planes);
        for (int i = 0; i < bleached.length; i++)
            // Twice what is above 100, but the dark level is a percentile, some units higher.
            assertThat(bleached[i])
                    .isCloseTo(image.getStack().getProcessor(1).getf(i), within(25f));
        assertThat(mean(floats(evening, 2, planes)) + mean(floats(evening, 3, planes)))
                .isCloseTo(
                        mean(floats(evening, 0, planes)) + mean(floats(evening, 1, planes)),
                        within(0.01));
        assertThat(log.get(2)).contains("Bleaching: frames times 1.000 to 2.0", "dark level 11");
        // Slices are no frames.
        image.setDimensions(1, 4, 1);
        log.clear();
        ShadingCorrection still = plan(image, LightModels.of((value, x, y) -> value));
        assertThat(mean(floats(still, 2, planes))).isCloseTo(349.5, within(20.0));
        assertThat(log).noneMatch(line -> line.contains("Bleaching"));
    }

    @Test
    void leavesFramesWithoutLightAsTheyAre() throws IOException {
        ImageProcessor blank = new ShortProcessor(80, 70);
        blank.add(100);
        ImagePlus image = stack(noise(new ShortProcessor(80, 70), 100, 1000, 1), blank);
        image.setDimensions(1, 1, 2);
        ShadingCorrection evening = plan(image, LightModels.of((value, x, y) -> value));
        assertThat(floats(evening, 1, new ImagePlusPlanes(image))).containsOnly(100);
        assertThat(log.get(2)).contains("1 without light were left as they are");
    }

    @Test
    void bringsTheWhitesOfTheColoursTogether() throws IOException {
        ColorProcessor colours = new ColorProcessor(120, 90);
        Random random = new Random(4);
        for (int i = 0; i < colours.getPixelCount(); i++) {
            int value = random.nextInt(201);
            colours.set(i, value << 16 | (int) (0.5 * value) << 8 | (int) (0.9 * value));
        }
        ColourPlanes planes = new ColourPlanes(new ImagePlus("colours", colours));
        LoadedModel model = LightModels.of((value, x, y) -> value);
        ShadingCorrection evening =
                ShadingCorrection.plan(
                        new NetworkInput(planes, model.description(), progress),
                        model,
                        1,
                        true,
                        "Restoring",
                        progress);
        int[] result = new int[120 * 90];
        for (int c = 0; c < 3; c++) evening.plane(c, new ColourPixels(result, 120, 90, c));
        for (int c = 0; c < 3; c++) {
            IntensityHistogram histogram = new IntensityHistogram();
            for (int pixel : result) histogram.add(pixel >> 16 - 8 * c & 0xff);
            assertThat(histogram.percentiles(99.8)[0]).isCloseTo(160, within(1.0));
        }
        assertThat(log.get(2))
                .contains("red, green and blue times 0.800, 1.600, 0.88", "percentile 99.8");
    }

    @Test
    void stopsBetweenPlanes() {
        ImagePlus image =
                stack(
                        noise(new ByteProcessor(20, 20), 0, 100, 1),
                        noise(new ByteProcessor(20, 20), 0, 100, 2));
        cancelAfter = 3;
        assertThatThrownBy(() -> plan(image, LightModels.of((value, x, y) -> value)))
                .isInstanceOf(CancellationException.class);
    }

    @Test
    void saysWhenTheNetworkAnswersNonsense() {
        ImagePlus image = new ImagePlus("noise", noise(new ByteProcessor(20, 20), 0, 100, 1));
        assertThatThrownBy(() -> plan(image, LightModels.of((value, x, y) -> Double.NaN)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("plane 1 is not a number");
    }
}

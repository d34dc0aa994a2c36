package org.mulligan.noise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mulligan.image.intensity.AffineFit;

class ScaleFitTest {
    private static final int WIDTH = 203;
    private static final int HEIGHT = 190;

    private final Random random = new Random(7);

    /** Spots on a background: {@code share} of the pixels are centres, of sigma 2 px. */
    private float[] scene(double share, double peak) {
        float[] scene = new float[WIDTH * HEIGHT];
        for (int k = 0; k < share * scene.length; k++) {
            int x = random.nextInt(WIDTH);
            int y = random.nextInt(HEIGHT);
            double height = peak * (0.3 + 0.7 * random.nextDouble());
            for (int v = Math.max(0, y - 7); v < Math.min(HEIGHT, y + 8); v++)
                for (int u = Math.max(0, x - 7); u < Math.min(WIDTH, x + 8); u++)
                    scene[v * WIDTH + u] +=
                            (float)
                                    (height
                                            * Math.exp(
                                                    -((u - x) * (u - x) + (v - y) * (v - y))
                                                            / 8.0));
        }
        return scene;
    }

    /** Mean of {@code shots} of scene + background, photons with a camera's gain and offset. */
    private float[] camera(float[] scene, double gain, double offset, int shots) {
        float[] image = new float[scene.length];
        for (int shot = 0; shot < shots; shot++)
            for (int i = 0; i < image.length; i++)
                image[i] += (float) ((gain * poisson(scene[i] + 2) + offset) / shots);
        return image;
    }

    private int poisson(double mean) {
        if (mean > 60)
            return (int) Math.max(0, Math.round(mean + Math.sqrt(mean) * random.nextGaussian()));
        double limit = Math.exp(-mean);
        double product = random.nextDouble();
        int count = 0;
        while (product > limit) {
            product *= random.nextDouble();
            count++;
        }
        return count;
    }

    private static ScaleFit fit(float[] from, float[] to) {
        return ScaleFit.of(List.of(from), List.of(to), WIDTH, HEIGHT);
    }

    private void assertLine(ScaleFit fit, double gain, double offset) {
        assertThat(fit.gain()).isCloseTo(gain, within(0.03 * gain));
        // The line is asked where the light is, the offset lies beyond it.
        assertThat(fit.to())
                .isCloseTo(gain * fit.from() + offset, within(4 * fit.toError() + 1e-3 * fit.to()));
    }

    @ParameterizedTest(
            name = "spots on {0} of the pixels, {1} photons, clean = mean of {2}, seed 7")
    @CsvSource({
        "0.0005, 30, 1",
        "0.0005, 30, 4",
        "0.0005, 300, 1",
        "0.0005, 300, 16",
        "0.005, 12, 1",
        "0.005, 12, 2",
        "0.005, 12, 16",
        "0.005, 100, 1",
        "0.005, 1000, 4",
        "0.05, 5, 1",
        "0.05, 5, 4",
        "0.05, 50, 1",
        "0.05, 500, 16"
    })
    void noiseOfEitherImageDoesNotBendTheLine(double share, double photons, int shots) {
        float[] scene = scene(share, photons);
        ScaleFit fit = fit(camera(scene, 1, 0, shots), camera(scene, 1, 0, 1));
        assertLine(fit, 1, 0);
        assertThat(fit.gainError()).isBetween(1e-4, 0.02);
    }

    @ParameterizedTest(name = "gain {0}, offset {1}, clean = mean of {2}, seed 7")
    @CsvSource({
        "0.1, 0, 1",
        "0.1, -5, 4",
        "0.25, 100, 4",
        "0.5, 20, 1",
        "0.98, 0, 16",
        "2, 500, 1",
        "4, -30, 2",
        "10, 1000, 1",
        "10, 0, 16"
    })
    void findsGainAndOffset(double gain, double offset, int shots) {
        float[] scene = scene(0.01, 40);
        float[] from = camera(scene, 3, 100, shots);
        float[] to = camera(scene, 3 * gain, 100 * gain + offset, 1);
        assertLine(fit(from, to), gain, offset);
    }

    @ParameterizedTest(name = "clean exposed {0} times as long, seed 7")
    @ValueSource(ints = {2, 4, 20})
    void findsALongerExposure(int longer) {
        float[] scene = scene(0.01, 30);
        float[] bright = scene.clone();
        for (int i = 0; i < bright.length; i++) bright[i] = (float) (longer * (scene[i] + 2.0) - 2);
        ScaleFit fit = fit(camera(bright, 1, 100, 1), camera(scene, 1, 100, 1));
        assertLine(fit, 1.0 / longer, 100 - 100.0 / longer);
    }

    @ParameterizedTest(name = "{0} bits, seed 7")
    @ValueSource(ints = {8, 16})
    void holdsForWholeNumbers(int bits) {
        double unit = bits == 8 ? 0.7 : 180;
        float[] scene = scene(0.01, 60);
        float[] from = camera(scene, unit, 10 * unit, 4);
        float[] to = camera(scene, unit, 10 * unit, 1);
        int largest = (1 << bits) - 1;
        for (float[] image : List.of(from, to))
            for (int i = 0; i < image.length; i++)
                image[i] = Math.max(0, Math.min(largest, Math.round(image[i])));
        assertLine(fit(from, to), 1, 0);
    }

    @Test
    void aPartOfTheMeanIsNotCloserForIt() {
        float[] scene = scene(0.005, 12);
        float[] noisy = camera(scene, 1, 0, 1);
        float[] clean = camera(scene, 1, 0, 3);
        for (int i = 0; i < clean.length; i++) clean[i] = (3 * clean[i] + noisy[i]) / 4;
        assertLine(fit(clean, noisy), 1, 0);
    }

    @Test
    void pixelsThatAreHotInBothDoNotCount() {
        int runs = 6;
        double leastSquares = 0;
        double mean = 0;
        for (int run = 0; run < runs; run++) {
            float[] scene = scene(0.02, 100);
            float[] from = camera(scene, 1, 100, 4);
            float[] to = camera(scene, 0.25, 100, 1);
            for (int i = 0; i < 80; i++) {
                int at = random.nextInt(from.length);
                from[at] += 1000;
                to[at] += 1000;
            }
            leastSquares += AffineFit.of(from, to).gain() / runs;
            ScaleFit fit = fit(from, to);
            mean += fit.gain() / runs;
        }
        assertThat(leastSquares).isGreaterThan(0.4);
        assertThat(mean).isCloseTo(0.25, within(0.01 * 0.25));
    }

    @ParameterizedTest(name = "{0} specks in {1}, seed 7")
    @CsvSource({"1, clean", "6, clean", "1, noisy", "6, noisy"})
    void debrisInOneImageIsLeftOut(int specks, String where) {
        float[] scene = scene(0.01, 50);
        float[] from = camera(scene, 1, 0, 4);
        float[] to = camera(scene, 2, 0, 1);
        float[] dirty = where.equals("clean") ? from : to;
        for (int k = 0; k < specks; k++) {
            int x = random.nextInt(WIDTH - 12);
            int y = random.nextInt(HEIGHT - 12);
            for (int v = y; v < y + 12; v++)
                for (int u = x; u < x + 12; u++) dirty[v * WIDTH + u] += 5000;
        }
        assertLine(fit(from, to), 2, 0);
    }

    @Test
    void noiseThatNeighboursShareCountsLittle() {
        float[] scene = scene(0.01, 30);
        float[] from = along(camera(scene, 1, 0, 1));
        float[] to = along(camera(scene, 1, 0, 1));
        assertLine(fit(from, to), 1, 0);
    }

    /** Means of a pixel and the next one, as an interpolating camera makes them. */
    private static float[] along(float[] image) {
        float[] blurred = image.clone();
        for (int i = 1; i < image.length; i++) blurred[i] = (image[i - 1] + image[i]) / 2;
        return blurred;
    }

    @Test
    void severalPlanesHaveOneLine() {
        List<float[]> from = new ArrayList<>();
        List<float[]> to = new ArrayList<>();
        for (int plane = 0; plane < 6; plane++) {
            float[] scene = scene(0.005, 4);
            from.add(camera(scene, 1, 10, 2));
            to.add(camera(scene, 3, 0, 1));
        }
        assertLine(ScaleFit.of(from, to, WIDTH, HEIGHT), 3, -30);
    }

    @Test
    void pixelsThatAreNoNumbersAreLeftOut() {
        float[] scene = scene(0.01, 50);
        float[] from = camera(scene, 1, 0, 1);
        float[] to = camera(scene, 2, 0, 1);
        for (int i = 0; i < 20; i++) to[random.nextInt(to.length)] = Float.NaN;
        assertLine(fit(from, to), 2, 0);
    }

    @Test
    void theErrorSaysHowFarTheGainIsOff() {
        double squares = 0;
        int runs = 30;
        for (int run = 0; run < runs; run++) {
            float[] scene = scene(0.005, 12);
            ScaleFit fit = fit(camera(scene, 1, 0, 2), camera(scene, 1, 0, 1));
            double off = (fit.gain() - 1) / fit.gainError();
            squares += off * off / runs;
        }
        assertThat(Math.sqrt(squares)).isBetween(0.7, 1.4);
    }

    @ParameterizedTest(name = "{0} x {1} px")
    @CsvSource({"21, 17", "16, 16", "64, 64", "300, 16"})
    void isExactWithoutNoise(int width, int height) {
        float[] from = new float[width * height];
        float[] to = new float[from.length];
        for (int i = 0; i < from.length; i++) {
            from[i] = (float) (100 + 60 * Math.sin(i % width / 3.0) * Math.cos(i / width / 5.0));
            to[i] = 3 * from[i] + 50;
        }
        ScaleFit fit = ScaleFit.of(List.of(from), List.of(to), width, height);
        assertThat(fit.gain()).isCloseTo(3, within(1e-5));
        assertThat(fit.offset()).isCloseTo(50, within(1e-3));
    }

    @Test
    void noiseAloneHasNoGain() {
        float[] nothing = new float[WIDTH * HEIGHT];
        ScaleFit fit = fit(camera(nothing, 1, 0, 1), camera(nothing, 1, 0, 1));
        assertThat(fit.relativeError()).isGreaterThan(0.25);
        float[] constant = new float[WIDTH * HEIGHT];
        assertThat(fit(constant, nothing).relativeError()).isInfinite();
    }
}

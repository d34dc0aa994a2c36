package org.mulligan.data.simulation.structure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.jtransforms.fft.FloatFFT_2D;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mulligan.data.simulation.canvas.Scene;

class SpecimensTest {
    private static final int SIDE = 128;
    private static final double FINE = 0.35;

    private static final Scene DOT = (canvas, scale, random) -> canvas.disc(40, 30, 9, false, 1);
    private static final Specimens SPECIMENS = new Specimens(List.of(DOT));

    static IntStream kinds() {
        return IntStream.range(0, SPECIMENS.kinds());
    }

    private static float[] paint(int kind, long seed, int width, int height) {
        DoubleUnaryOperator optics = sigma -> Math.max(Specimens.SHARPEST, sigma);
        return SPECIMENS.paint(kind, width, height, optics, new SplittableRandom(seed)).values;
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void paintsSomethingFromZeroToOne(int kind) {
        for (int seed = 0; seed < 8; seed++) {
            float least = 1;
            float most = 0;
            for (float value : paint(kind, seed, 97, 64)) {
                assertThat(value).isBetween(0f, 1f);
                least = Math.min(least, value);
                most = Math.max(most, value);
            }
            assertThat(most).isEqualTo(1);
            assertThat(least).isLessThan(0.9999f);
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void paintsTheSameForTheSameSeedOnly(int kind) {
        assertThat(paint(kind, 5, 65, 64))
                .isEqualTo(paint(kind, 5, 65, 64))
                .isNotEqualTo(paint(kind, 6, 65, 64));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void paintsNothingAsFineAsNoise(int kind) {
        for (int seed = 0; seed < 12; seed++)
            assertThat(fineShare(paint(kind, seed, SIDE, SIDE)))
                    .as("seed %d", seed)
                    .isLessThan(0.02);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void paintsOnBrightGroundToo(int kind) {
        double brightest = 0;
        for (int seed = 0; seed < 30; seed++) {
            double mean = 0;
            for (float value : paint(kind, seed, 64, 64)) mean += value / 4096;
            brightest = Math.max(brightest, mean);
        }
        assertThat(brightest).isGreaterThan(0.4);
    }

    /** The share of the variance above {@link #FINE} cycles/px; of white noise, six tenths. */
    private static double fineShare(float[] image) {
        double mean = 0;
        for (float value : image) mean += value / image.length;
        float[] spectrum = new float[2 * SIDE * SIDE];
        for (int y = 0; y < SIDE; y++)
            for (int x = 0; x < SIDE; x++)
                spectrum[2 * (y * SIDE + x)] =
                        (float) ((image[y * SIDE + x] - mean) * window(x) * window(y));
        new FloatFFT_2D(SIDE, SIDE).complexForward(spectrum);
        double fine = 0;
        double all = 0;
        for (int y = 0; y < SIDE; y++)
            for (int x = 0; x < SIDE; x++) {
                double re = spectrum[2 * (y * SIDE + x)];
                double im = spectrum[2 * (y * SIDE + x) + 1];
                double frequency = Math.hypot(Math.min(x, SIDE - x), Math.min(y, SIDE - y)) / SIDE;
                all += re * re + im * im;
                if (frequency > FINE) fine += re * re + im * im;
            }
        return fine / all;
    }

    private static double window(int i) {
        return 0.5 - 0.5 * Math.cos(2 * Math.PI * (i + 0.5) / SIDE);
    }
}

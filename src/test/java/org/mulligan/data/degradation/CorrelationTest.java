package org.mulligan.data.degradation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mulligan.data.Seeds;
import org.mulligan.image.filter.FastGaussian;

class CorrelationTest {
    private static final int WIDE = 301;
    private static final int HIGH = 280;
    private static final double LIGHT = 30;
    private static final double READ_NOISE = 2;

    private static float[] noise(Correlation correlation, long seed) {
        float[] light = new float[WIDE * HIGH];
        Arrays.fill(light, (float) LIGHT);
        return correlation.noise(
                Pixels.alike(READ_NOISE), light, WIDE, HIGH, Seeds.MEMBER.stream(7, seed));
    }

    private static double variance(float[] noise) {
        double sum = 0;
        for (float value : noise) sum += value * value;
        return sum / noise.length;
    }

    private static double lag(float[] noise, int step) {
        double sum = 0;
        for (int i = 0; i + step < noise.length; i++) sum += noise[i] * noise[i + step];
        return sum / noise.length / variance(noise);
    }

    @ParameterizedTest(name = "blur {0} px: {1}")
    @CsvSource({"0.5, 0.27", "0.7, 0.58", "0.72, 0.6"})
    void aBlurSharesNoiseAndKeepsItsVariance(double sigma, double lag) {
        assertThat(FastGaussian.noiseLag(sigma)).isCloseTo(lag, within(0.02));
        float[] noise = noise(Correlation.blur(sigma, sigma), 1);
        assertThat(variance(noise)).isCloseTo(34, within(1.5));
        assertThat(lag(noise, 1)).isCloseTo(lag, within(0.03));
        assertThat(lag(noise, WIDE)).isCloseTo(lag, within(0.03));
    }

    @Test
    void aBlurAlongTheRowsLeavesTheColumns() {
        float[] noise = noise(Correlation.blur(0.6, 0), 2);
        assertThat(variance(noise)).isCloseTo(34, within(1.5));
        assertThat(lag(noise, 1)).isGreaterThan(0.35);
        assertThat(lag(noise, WIDE)).isCloseTo(0, within(0.02));
    }

    /** Of two neighbours' shares f and 1 - f. */
    @ParameterizedTest(name = "shift {0} px: {1}")
    @CsvSource({"0.1, 0.1098", "0.25, 0.3", "0.5, 0.5"})
    void aShiftSharesNoiseAlongItsAxis(double shift, double lag) {
        Correlation along =
                Correlation.interpolation(Correlation.Steps.NONE, new Correlation.Steps(shift, 1));
        float[] noise = noise(along, 3);
        assertThat(variance(noise)).isCloseTo(34, within(1.5));
        assertThat(lag(noise, WIDE)).isCloseTo(lag, within(0.02));
        assertThat(lag(noise, 1)).isCloseTo(0, within(0.02));
    }

    @Test
    void aZoomInterpolatesTheNoiseOfAsManyPixelsAsTheDetectorHas() {
        Correlation.Steps steps = new Correlation.Steps(0.2, 1 / 1.5);
        float[] noise = noise(Correlation.interpolation(steps, steps), 4);
        assertThat(variance(noise)).isCloseTo(34, within(2.0));
        assertThat(lag(noise, 1)).isBetween(0.4, 0.6);
        assertThat(lag(noise, WIDE)).isBetween(0.4, 0.6);
    }

    @Test
    void lightThatVariesIsCountedWhereItLies() {
        float[] light = new float[WIDE * HIGH];
        for (int i = 0; i < light.length; i++) light[i] = i % WIDE < WIDE / 2 ? 0 : 400;
        Correlation.Steps steps = new Correlation.Steps(0.3, 0.8);
        float[] noise =
                Correlation.interpolation(steps, steps)
                        .noise(Pixels.alike(0), light, WIDE, HIGH, Seeds.MEMBER.stream(7, 5));
        for (int y = 0; y < HIGH; y++)
            assertThat(Arrays.copyOfRange(noise, y * WIDE, y * WIDE + WIDE / 2 - 2))
                    .containsOnly(0f);
        assertThat(variance(noise)).isCloseTo(200, within(15.0));
    }

    @Test
    void drawsWhatFilesComeWith() {
        int white = 0;
        for (int seed = 0; seed < 60; seed++) {
            Correlation correlation = Correlation.draw(Seeds.MEMBER.stream(9, seed));
            float[] noise = noise(correlation, seed);
            double along = lag(noise, 1);
            double across = lag(noise, WIDE);
            assertThat(Math.max(along, across)).isBetween(-0.02, 0.63);
            if (correlation == Correlation.WHITE) white++;
            else assertThat(Math.max(along, across)).isGreaterThan(0.08);
        }
        assertThat(white).isBetween(28, 50);
    }
}

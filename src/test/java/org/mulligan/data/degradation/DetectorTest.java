package org.mulligan.data.degradation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mulligan.data.Seeds;

class DetectorTest {
    private static final int SIDE = 300;
    private static final Degradation.Conditions CONDITIONS = Degradation.Conditions.noise(2);

    private static RandomGenerator random(long index) {
        return Seeds.MEMBER.stream(43, index);
    }

    private static float[] flat(double photons) {
        float[] light = new float[SIDE * SIDE];
        Arrays.fill(light, (float) photons);
        return light;
    }

    private static double mean(float[] values) {
        double sum = 0;
        for (float value : values) sum += value;
        return sum / values.length;
    }

    private static double variance(float[] values) {
        double mean = mean(values);
        double sum = 0;
        for (float value : values) sum += (value - mean) * (value - mean);
        return sum / values.length;
    }

    private static Degradation.Exposure expose(float[] light, long seed) {
        return new Detector().expose(light, SIDE, SIDE, CONDITIONS, random(seed));
    }

    @ParameterizedTest(name = "draw {0}")
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19})
    void expectsWhatManyExposuresAverageTo(int draw) {
        float[] photons = flat(8);
        int half = photons.length / 2;
        for (int i = 0; i < half; i++) photons[i] = 1;
        Degradation.Exposure exposure = expose(photons, draw);
        for (int from : new int[] {0, half}) {
            float[] measured = Arrays.copyOfRange(exposure.measured(), from, from + half);
            double deviation = Math.sqrt(variance(measured));
            assertThat(mean(measured))
                    .isCloseTo(exposure.target()[from + 7], within(0.07 * deviation + 1e-3));
        }
    }

    @Test
    void givesTheSameExposureForTheSameRandomNumbers() {
        float[] photons = flat(20);
        assertThat(expose(photons, 3).measured()).isEqualTo(expose(photons, 3).measured());
        assertThat(photons).isEqualTo(flat(20));
    }

    @ParameterizedTest(name = "{0} photons, read noise {1}, spread {2}")
    @CsvSource({"0, 2, 0.4", "4, 1.5, 0.2", "40, 3, 0.5", "100, 0, 0"})
    void pixelsOfTheirOwnKeepTheMeanVariance(double photons, double readNoise, double spread) {
        float[] noise = new Pixels(readNoise, spread, 0).noise(flat(photons), random(1));
        double expected = photons + readNoise * readNoise;
        assertThat(mean(noise)).isCloseTo(0, within(5 * Math.sqrt(expected) / SIDE));
        assertThat(variance(noise)).isCloseTo(expected, within(0.04 * expected));
    }

    @Test
    void gainsOfTheirOwnAddToTheVariance() {
        float[] noise = new Pixels(0, 0, 0.02).noise(flat(2500), random(2));
        assertThat(variance(noise)).isCloseTo(2 * 2500, within(200.0));
    }

    @Test
    void drawsDetectorsOfManyMakes() {
        int fewLevels = 0;
        int bytes = 0;
        int fractions = 0;
        float[] photons = flat(60);
        for (int i = 0; i < photons.length; i++) photons[i] *= (float) (i % SIDE) / SIDE;
        for (int draw = 0; draw < 100; draw++) {
            float[] measured = expose(photons, draw).measured();
            float most = 0;
            boolean whole = true;
            for (float value : measured) {
                most = Math.max(most, value);
                whole &= value == Math.rint(value);
            }
            if (whole && most < 40) fewLevels++;
            else if (whole && most < 256) bytes++;
            if (!whole) fractions++;
        }
        assertThat(fewLevels).isBetween(5, 30);
        assertThat(bytes).isBetween(15, 60);
        assertThat(fractions).isBetween(10, 40);
    }

    @Test
    void hazeTakesContrastAndNoPhotons() {
        float[] light = {0, 50, 100};
        Detector.veil(light, 1);
        assertThat(light).containsExactly(50, 75, 100);
    }

    /** An offset of .15 standard deviations on each of 300 px adds to the mean of a row. */
    @Test
    void linesAreOffByLittle() {
        int off = 0;
        for (int draw = 0; draw < 80; draw++) {
            Degradation.Exposure exposure = expose(flat(50), draw);
            double deviation = Math.sqrt(variance(exposure.measured()));
            double lines = Math.max(lines(exposure, 1), lines(exposure, SIDE)) / deviation;
            assertThat(lines).isLessThan(0.25);
            if (lines > 0.12) off++;
        }
        assertThat(off).isLessThan(20);
    }

    /** Standard deviation of the means of the rows (step 1) or the columns (step SIDE). */
    private static double lines(Degradation.Exposure exposure, int step) {
        float[] means = new float[SIDE];
        for (int i = 0; i < SIDE * SIDE; i++)
            means[step == 1 ? i / SIDE : i % SIDE] +=
                    (exposure.measured()[i] - exposure.target()[i]) / SIDE;
        return Math.sqrt(variance(means));
    }
}

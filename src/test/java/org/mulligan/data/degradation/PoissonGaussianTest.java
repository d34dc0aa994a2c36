package org.mulligan.data.degradation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mulligan.data.Seeds;
import org.mulligan.image.filter.FastGaussian;

class PoissonGaussianTest {
    private static final int SIDE = 300;

    @ParameterizedTest(name = "{0} photons, read noise {1}")
    @CsvSource({"0, 2", "0.3, 0", "4, 1.5", "11.9, 0", "12.1, 0", "40, 3", "2500, 0"})
    void hasTheMeanOfTheLightAndItsVarianceAndThatOfTheReadNoise(double photons, double read) {
        float[] measured = PoissonGaussian.count(flat(photons), read, random(1));
        double mean = mean(measured);
        double variance = variance(measured);
        double expected = photons + read * read;
        assertThat(mean).isCloseTo(photons, within(5 * Math.sqrt(expected) / SIDE));
        assertThat(variance).isCloseTo(expected, within(0.03 * expected));
    }

    @ParameterizedTest(name = "draw {0}")
    @CsvSource({"0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11"})
    void expectsWhatManyExposuresAverageTo(int draw) {
        float[] photons = flat(6);
        for (int i = 0; i < photons.length / 2; i++) photons[i] = 0.5f;
        Degradation.Exposure exposure =
                new PoissonGaussian()
                        .expose(photons, SIDE, SIDE, Degradation.Conditions.noise(2), random(draw));
        int half = photons.length / 2;
        for (int from : new int[] {0, half}) {
            float[] measured = Arrays.copyOfRange(exposure.measured(), from, from + half);
            float expected = exposure.target()[from + 7];
            double deviation = Math.sqrt(variance(measured));
            // The clipped mean takes Poisson for Gaussian: right to some hundredths of the noise.
            assertThat(mean(measured)).isCloseTo(expected, within(0.06 * deviation + 1e-3));
        }
    }

    @Test
    void givesTheSameExposureForTheSameRandomNumbers() {
        float[] photons = flat(20);
        float[] one =
                new PoissonGaussian()
                        .expose(photons, SIDE, SIDE, Degradation.Conditions.noise(2), random(3))
                        .measured();
        float[] two =
                new PoissonGaussian()
                        .expose(photons, SIDE, SIDE, Degradation.Conditions.noise(2), random(3))
                        .measured();
        assertThat(one).isEqualTo(two);
        assertThat(photons).isEqualTo(flat(20));
    }

    @Test
    void knowsTheMeanOfAClippedCamera() {
        Camera camera = new Camera(2, 0, 255, 3);
        // A Gaussian around 0 of deviation 6, clipped at 0, has the mean 6 / sqrt(2 pi).
        assertThat(camera.expected(0)).isCloseTo(6 / Math.sqrt(2 * Math.PI), within(0.01));
        assertThat(camera.expected(60)).isCloseTo(120, within(1e-6));
        assertThat(camera.expected(500)).isCloseTo(255, within(1e-6));
    }

    @Test
    void keepsTheVarianceOfNoiseThatNeighboursShare() {
        float[] noise = PoissonGaussian.count(flat(0), 1, random(5));
        FastGaussian.blur(noise, SIDE, SIDE, 0.7);
        double left = FastGaussian.noiseLeft(0.7) * FastGaussian.noiseLeft(0.7);
        assertThat(variance(noise)).isCloseTo(left * left, within(0.02 * left));
    }

    private static RandomGenerator random(long index) {
        return Seeds.MEMBER.stream(42, index);
    }

    private static float[] flat(double value) {
        float[] values = new float[SIDE * SIDE];
        Arrays.fill(values, (float) value);
        return values;
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
}

package org.mulligan.noise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mulligan.metric.Spread;

class NoiseTest {
    private static final int PIXELS = 512 * 512;

    @Test
    void growsWithTheLight() {
        Noise noise = new Noise(2, 100, 9);
        assertThat(noise.sigma(108)).isEqualTo(5);
        assertThat(noise.sigma(100)).isEqualTo(3);
        assertThat(noise.sigma(-50)).isEqualTo(3);
        assertThatIllegalArgumentException().isThrownBy(() -> new Noise(-1, 0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Noise(1, 0, 0));
    }

    @ParameterizedTest(name = "gain {0}, read noise {1}, offset {2}, {3} to {4} photons, seed {5}")
    @CsvSource({
        "1, 0.5, 0, 5, 200, 1",
        "2.2, 4, 100, 0, 80, 2",
        "12, 3, 0, 1, 20, 3",
        "0.01, 6, 400, 10, 500, 4",
        "40, 0, 1000, 30, 300, 5"
    })
    void recoversThePhotonsAndTheReadNoiseOfACamera(
            double gain, double read, double offset, double dim, double bright, long seed) {
        Random random = new Random(seed);
        float[] clean = new float[PIXELS];
        float[] noisy = new float[PIXELS];
        for (int i = 0; i < PIXELS; i++) {
            double photons = dim + (bright - dim) * random.nextDouble();
            clean[i] = (float) (offset + gain * photons);
            noisy[i] =
                    (float)
                            (offset
                                    + gain * poisson(photons, random)
                                    + read * random.nextGaussian());
        }
        Noise noise = NoiseFit.of(noisy, clean, 1e-3);
        for (double photons : new double[] {dim, (dim + bright) / 2, bright}) {
            double expected = gain * gain * photons + read * read;
            // Half a bin of 64 above the dimmest begins what was looked at.
            double tolerance = photons == dim ? gain * gain * (bright - dim) / 50 : 0;
            assertThat(Math.pow(noise.sigma(offset + gain * photons), 2))
                    .as("variance of %s photons", photons)
                    .isCloseTo(expected, within(0.03 * expected + tolerance));
        }
        if (gain > 0.1) assertThat(noise.gain()).isCloseTo(gain, Percentage.withPercentage(3));
        assertThat(noise.floor() - noise.gain() * (noise.dark() - offset))
                .as("read noise squared")
                .isCloseTo(read * read, within(0.03 * (read * read + gain * gain * bright)));
    }

    @ParameterizedTest(name = "{0} photons")
    @CsvSource({"0.3, 0.3", "1, 0.06", "4, 0.03"})
    void seesTheNoiseOfFewPhotonsOnAnEvenBackground(double photons, double by) {
        Random random = new Random(8);
        float[] clean = new float[PIXELS];
        float[] noisy = new float[PIXELS];
        for (int i = 0; i < PIXELS; i++) {
            clean[i] = (float) (12 * photons);
            noisy[i] = 12 * poisson(photons, random);
        }
        double variance = 144 * photons;
        assertThat(Math.pow(NoiseFit.of(noisy, clean, 1).sigma(12 * photons), 2))
                .isBetween((1 - by) * variance, 1.03 * variance);
    }

    @Test
    void isNotMisledByOneBrokenPixelInThirty() {
        Random random = new Random(6);
        float[] clean = new float[PIXELS];
        float[] noisy = new float[PIXELS];
        for (int i = 0; i < PIXELS; i++) {
            clean[i] = 50 + 100 * random.nextFloat();
            noisy[i] = (float) (clean[i] + Math.sqrt(clean[i]) * random.nextGaussian());
            if (i % 30 == 0) noisy[i] += 500;
        }
        Noise noise = NoiseFit.of(noisy, clean, 1e-3);
        assertThat(noise.sigma(100)).isCloseTo(10, within(0.2));
        assertThat(noise.gain()).isCloseTo(1, within(0.06));
    }

    @Test
    void hasTheNoiseOfRoundingWhereThereIsNoOther() {
        float[] image = new float[1000];
        for (int i = 0; i < image.length; i++) image[i] = i % 7;
        Noise noise = NoiseFit.of(image, image, 1);
        assertThat(noise.gain()).isZero();
        assertThat(noise.floor()).isEqualTo(1 / 12.0);
        assertThat(NoiseFit.of(new float[] {4}, new float[] {4}, 1).sigma(4))
                .isEqualTo(Math.sqrt(1 / 12.0));
    }

    @Test
    void drawsTheSameImageFromTheSameSeed() {
        float[] expected = new float[PIXELS];
        for (int i = 0; i < PIXELS; i++) expected[i] = 200 + i % 2 * 800;
        Noise noise = new Noise(0.5, 100, 4);
        float[] drawn = noise.draw(expected, 3);
        assertThat(noise.draw(expected, 3)).isEqualTo(drawn);
        assertThat(noise.draw(expected, 4)).isNotEqualTo(drawn);
        double[] squares = new double[2];
        for (int i = 0; i < PIXELS; i++) squares[i % 2] += Math.pow(drawn[i] - expected[i], 2);
        assertThat(squares[0] * 2 / PIXELS).isCloseTo(54, within(1.0));
        assertThat(squares[1] * 2 / PIXELS).isCloseTo(454, within(8.0));
    }

    @Test
    void spreadsByTheDeviationOfASample() {
        Spread spread = new Spread(2);
        for (float[] result : new float[][] {{2, 7}, {4, 7}, {9, 7}}) spread.add(result);
        // Mean 5, (9 + 1 + 16) / 2
        assertThat(spread.deviations()[0]).isCloseTo((float) Math.sqrt(13), within(1e-6f));
        assertThat(spread.deviations()[1]).isZero();
        assertThat(spread.count()).isEqualTo(3);
        assertThatThrownBy(() -> new Spread(2).deviations()).hasMessageContaining("two results");
    }

    private static int poisson(double mean, Random random) {
        double limit = Math.exp(-mean);
        if (limit < 1e-300) throw new IllegalArgumentException("Too many photons for this method");
        int count = -1;
        for (double product = 1; product > limit; count++) product *= random.nextDouble();
        return count;
    }
}

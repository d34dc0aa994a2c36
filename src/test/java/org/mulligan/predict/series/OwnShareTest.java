package org.mulligan.predict.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mulligan.image.filter.FastGaussian;

/** What a plane adds to an estimate of it that is free of noise. */
class OwnShareTest {
    private static final int WIDTH = 120;
    private static final int HEIGHT = 104;
    private static final double SIGMA = 10;

    private static float[] field() {
        float[] field = new float[WIDTH * HEIGHT];
        for (int i = 0; i < field.length; i++)
            field[i] = (float) (200 + 60 * Math.sin(i % WIDTH / 9.0) * Math.cos(i / WIDTH / 13.0));
        return field;
    }

    /**
     * @param correlated whether the noise is blurred, and each row has an offset of its own
     */
    private static float[] noisy(float[] field, boolean correlated, Random random) {
        float[] noise = new float[field.length];
        for (int i = 0; i < noise.length; i++) noise[i] = (float) random.nextGaussian();
        if (correlated) FastGaussian.blur(noise, WIDTH, HEIGHT, 1.2);
        double row = 0;
        for (int i = 0; i < noise.length; i++) {
            if (i % WIDTH == 0) row = correlated ? SIGMA / 2 * random.nextGaussian() : 0;
            noise[i] = (float) (field[i] + (correlated ? 4 : 1) * SIGMA * noise[i] + row);
        }
        return noise;
    }

    /** What the estimate becomes for a plane that shows {@code seen}. */
    private static float[] added(float[] made, float[] seen, boolean correlated, long seed) {
        Random random = new Random(seed);
        float[] result = made.clone();
        OwnShare.add(
                result,
                noisy(seen, correlated, random),
                noisy(made, correlated, random),
                noisy(made, correlated, random),
                WIDTH,
                HEIGHT,
                1e-3);
        return result;
    }

    @ParameterizedTest(name = "correlated noise, lines: {0}")
    @ValueSource(booleans = {false, true})
    void addsNoNoise(boolean correlated) {
        float[] field = field();
        float[] result = added(field, field, correlated, 1);
        double squares = 0;
        for (int i = 0; i < field.length; i++)
            squares += Math.pow(result[i] - field[i], 2) / field.length;
        assertThat(Math.sqrt(squares)).isLessThan(0.1 * SIGMA);
    }

    @ParameterizedTest(name = "offset {0}, gain {1}")
    @CsvSource({"25, 1", "-12, 1", "0, 1.1", "5, 0.8"})
    void keepsTheLightOfTheFrame(double offset, double gain) {
        float[] field = field();
        float[] seen = field.clone();
        for (int i = 0; i < seen.length; i++) seen[i] = (float) (offset + gain * seen[i]);
        float[] result = added(field, seen, false, 2);
        double squares = 0;
        double sum = 0;
        for (int i = 0; i < field.length; i++) {
            squares += Math.pow(result[i] - seen[i], 2) / field.length;
            sum += (result[i] - seen[i]) / field.length;
        }
        assertThat(Math.sqrt(squares)).isLessThan(0.15 * SIGMA);
        assertThat(sum).isCloseTo(0, within(0.05 * SIGMA));
    }

    @Test
    void keepsAPixelThatOnlyThisFrameHas() {
        float[] field = field();
        float[] seen = field.clone();
        int pixel = 50 * WIDTH + 60;
        seen[pixel] += 20 * SIGMA;
        float[] result = added(field, seen, false, 3);
        assertThat(result[pixel] - field[pixel]).isBetween(15f * 10, 24f * 10);
        // Its surroundings stay what they were.
        assertThat((double) result[pixel + 6]).isCloseTo(field[pixel + 6], within(0.3 * SIGMA));
    }

    /** A cell of 80 px whose light jumps by one and a half standard deviations of a pixel. */
    @ParameterizedTest(name = "{0}")
    @ValueSource(doubles = {1.5, 3, -3})
    void keepsACellThatFiresInThisFrame(double jump) {
        float[] field = field();
        float[] seen = field.clone();
        int count = 0;
        double kept = 0;
        for (int i = 0; i < seen.length; i++) {
            if (Math.hypot(i % WIDTH - 60, i / WIDTH - 50) > 5) continue;
            seen[i] += (float) (jump * SIGMA);
            count++;
        }
        float[] result = added(field, seen, false, 4);
        for (int i = 0; i < seen.length; i++)
            if (Math.hypot(i % WIDTH - 60, i / WIDTH - 50) <= 5)
                kept += (result[i] - field[i]) / count / (jump * SIGMA);
        assertThat(kept).isBetween(0.75, 1.15);
    }

    /** Neighbours had a cell here that has moved away: nothing of it must be left. */
    @Test
    void removesWhatOnlyTheNeighboursShow() {
        float[] field = field();
        float[] made = field.clone();
        double left = 0;
        int count = 0;
        for (int i = 0; i < made.length; i++)
            if (Math.hypot(i % WIDTH - 40, i / WIDTH - 40) <= 6) made[i] += 4 * SIGMA;
        float[] result = added(made, field, false, 5);
        for (int i = 0; i < made.length; i++)
            if (Math.hypot(i % WIDTH - 40, i / WIDTH - 40) <= 6) {
                left += result[i] - field[i];
                count++;
            }
        assertThat(left / count).isBetween(-0.6 * SIGMA, 0.8 * SIGMA);
    }

    /** Single photons on black are noise, however far they stand out of it. */
    @Test
    void takesFewPhotonsForNoise() {
        Random random = new Random(6);
        float[] made = new float[WIDTH * HEIGHT];
        for (int i = 0; i < made.length; i++) made[i] = 0.05f + 0.4f * (i % WIDTH) / WIDTH;
        float[][] planes = new float[3][made.length];
        for (float[] plane : planes)
            for (int i = 0; i < plane.length; i++) {
                double left = random.nextDouble();
                for (double p = Math.exp(-made[i]); left > p; p *= made[i] / plane[i]) {
                    left -= p;
                    plane[i]++;
                }
            }
        float[] result = made.clone();
        OwnShare.add(result, planes[0], planes[1], planes[2], WIDTH, HEIGHT, 1);
        double squares = 0;
        for (int i = 0; i < made.length; i++)
            squares += Math.pow(result[i] - made[i], 2) / made.length;
        // The noise is 0.5 photons.
        assertThat(Math.sqrt(squares)).isLessThan(0.07);
    }
}

package org.mulligan.image.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThumbnailTest {
    private static float[] noise(int width, int height) {
        Random random = new Random(width);
        float[] noise = new float[width * height];
        for (int i = 0; i < noise.length; i++) noise[i] = 100 + random.nextFloat();
        return noise;
    }

    /** Of 400 x 400 points within a pixel of the thumbnail. */
    private static double mean(float[] plane, int width, int height, int x, int y) {
        int points = 400;
        double sum = 0;
        for (int j = 0; j < points; j++)
            for (int i = 0; i < points; i++) {
                int column = (int) ((x + (i + 0.5) / points) * width / Thumbnail.SIDE);
                int row = (int) ((y + (j + 0.5) / points) * height / Thumbnail.SIDE);
                sum += plane[row * width + column];
            }
        return sum / (points * points);
    }

    @ParameterizedTest(name = "{0} x {1} px")
    @CsvSource({"64, 64", "128, 192", "97, 131", "1000, 65", "63, 7", "1, 1"})
    void isTheMeanOverAreas(int width, int height) {
        float[] plane = noise(width, height);
        float[] thumbnail = Thumbnail.of(plane, width, height);
        assertThat(thumbnail).hasSize(64 * 64);
        for (int[] at : new int[][] {{0, 0}, {63, 0}, {17, 40}, {63, 63}, {31, 32}})
            assertThat((double) thumbnail[at[1] * 64 + at[0]])
                    .isCloseTo(mean(plane, width, height, at[0], at[1]), within(5e-3));
    }

    @Test
    void keepsTheMeanOfThePlane() {
        float[] plane = noise(83, 67);
        double sum = 0;
        for (float value : plane) sum += value;
        double kept = 0;
        for (float value : Thumbnail.of(plane, 83, 67)) kept += value;
        assertThat(kept / (64 * 64)).isCloseTo(sum / plane.length, within(1e-5));
    }
}

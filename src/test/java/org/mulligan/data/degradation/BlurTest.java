package org.mulligan.data.degradation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** exp(-k^2 / 2) for k = 0 to 3, of sum 2.505958: 0.399050, 0.242036, 0.054006, 0.004433. */
class BlurTest {
    private static final float[] ROW = {0.484072f, 0.453056f, 0.246469f, 0.054006f, 0.004433f, 0};

    /** The neighbour of the border pixel is mirrored onto itself, and the border is not doubled. */
    @Test
    void aPointBecomesTheSampledGaussianMirroredAtTheBorder() {
        float[] row = new float[6];
        row[1] = 1;
        Blur.gaussian(row, 6, 1, 1, 0);
        assertThat(row).containsExactly(ROW, within(2e-6f));
        float[] column = new float[6];
        column[1] = 1;
        Blur.gaussian(column, 1, 6, 0, 1);
        assertThat(column).containsExactly(ROW, within(2e-6f));
    }

    @Test
    void rowsAndColumnsAreBlurredOneAfterTheOther() {
        float[] image = new float[6 * 6];
        image[6 + 1] = 1;
        Blur.gaussian(image, 6, 6, 1);
        for (int y = 0; y < 6; y++)
            for (int x = 0; x < 6; x++)
                assertThat(image[y * 6 + x]).isCloseTo(ROW[y] * ROW[x], within(2e-6f));
    }

    @Test
    void aSideOfOnePixelStays() {
        float[] one = {7};
        Blur.gaussian(one, 1, 1, 2);
        assertThat(one[0]).isCloseTo(7, within(1e-5f));
    }

    /** sqrt(0.39905^2 + 2 (0.242036^2 + 0.054006^2 + 0.004433^2)) */
    @Test
    void knowsWhatItLeavesOfNoise() {
        assertThat(Blur.noiseLeft(1)).isCloseTo(0.531297, within(1e-5));
    }
}

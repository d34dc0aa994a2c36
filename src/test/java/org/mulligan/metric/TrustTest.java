package org.mulligan.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.mulligan.noise.Noise;

/** Numbers with seven digits are those of {@code src/test/python/metric_numbers.py}. */
class TrustTest {
    private static final int WIDTH = 32;
    private static final int HEIGHT = 24;

    /** The input, and what is taken for the result and for the faithful one. */
    private static float[] consistency(double times) {
        float[] noisy = NumpyImages.test(WIDTH, HEIGHT);
        for (int i = 0; i < noisy.length; i++) noisy[i] *= (float) times;
        float[] result = NumpyImages.reference(WIDTH, HEIGHT, 100);
        return Trust.consistency(noisy, result, result, new Noise(0.5, 102, 4), WIDTH, HEIGHT);
    }

    @Test
    void consistencyIsTheBlurredResidualInDeviations() {
        float[] map = consistency(1);
        assertThat(map[0]).isCloseTo(-2.6424781f, within(1e-4f));
        assertThat(map[7 * WIDTH + 5]).isCloseTo(-0.4710445f, within(1e-4f));
        assertThat(map[23 * WIDTH + 31]).isCloseTo(0.5612588f, within(1e-4f));
    }

    /** Where the means vary more than those of white noise would, by their own deviation. */
    @Test
    void noiseThatNeighboursShareIsMeasuredAtItself() {
        float[] map = consistency(100);
        assertThat(map[0]).isCloseTo(-4.5285829f, within(1e-4f));
        assertThat(map[7 * WIDTH + 5]).isCloseTo(-0.8072589f, within(1e-4f));
        assertThat(map[23 * WIDTH + 31]).isCloseTo(0.9618649f, within(1e-4f));
    }

    /** As if the planes lay side by side. */
    @Test
    void planesOfTwoSizesAreOneImage() {
        float[] noisy = NumpyImages.test(WIDTH, HEIGHT);
        float[] result = NumpyImages.reference(WIDTH, HEIGHT, 100);
        Trust trust = new Trust();
        for (int[] part : new int[][] {{0, 300}, {300, 301}, {301, WIDTH * HEIGHT}})
            trust.add(
                    java.util.Arrays.copyOfRange(noisy, part[0], part[1]),
                    java.util.Arrays.copyOfRange(result, part[0], part[1]),
                    new float[part[1] - part[0]]);
        assertThat(trust.rsp())
                .isCloseTo(new Rsp().compare(noisy, result, WIDTH, HEIGHT), within(1e-9));
        assertThat(trust.rse())
                .isCloseTo(new Rse().compare(noisy, result, WIDTH, HEIGHT), within(1e-9));
        assertThat(trust.inconsistent()).isZero();
        assertThat(trust.added()).isZero();
    }

    @Test
    void countsWhatIsBeyondThreeDeviationsOnEitherSide() {
        Trust trust = new Trust();
        trust.add(new float[4], new float[] {1, 2, 3, 4}, new float[] {3, -3, 3.1f, 0});
        trust.add(new float[4], new float[] {1, 2, 3, 4}, new float[] {-3.1f, 2, 4, -9});
        assertThat(trust.inconsistent()).isEqualTo(0.5);
    }

    /** (4 + 4 + 0) of (4 + 4 + 8): means 3, 3 and 12 are taken off the results. */
    @Test
    void whatWasAddedIsAShareOfTheResultsEnergy() {
        Trust trust = new Trust();
        trust.addDetail(new float[] {1, 5}, new float[] {2, -2});
        trust.addDetail(new float[] {10, 14}, new float[] {0, 0});
        assertThat(trust.added()).isEqualTo(0.5);
    }

    @Test
    void aResultOfOneValueExplainsNothing() {
        Trust trust = new Trust();
        trust.add(new float[] {1, 3, 5, 7}, new float[] {2, 2, 2, 2}, new float[4]);
        assertThat(trust.rsp()).isNaN();
        // (9 + 1 + 1 + 9) / 4
        assertThat(trust.rse()).isCloseTo(Math.sqrt(5), within(1e-12));
    }
}

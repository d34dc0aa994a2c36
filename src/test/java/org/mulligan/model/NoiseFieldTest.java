package org.mulligan.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class NoiseFieldTest {
    private static float[] row(long seed, int plane, long x, long y, int count) {
        float[] row = new float[count];
        new NoiseField(seed, plane).row(x, y, row, 0, 1, count);
        return row;
    }

    @Test
    void aPlaceHasItsNumberWhereverARowBegins() {
        float[] whole = row(5, 0, -10, 3, 100);
        float[] part = new float[20];
        new NoiseField(5, 0).row(7, 3, part, 1, 2, 9);
        for (int i = 0; i < 9; i++) assertThat(part[1 + 2 * i]).isEqualTo(whole[17 + i]);
    }

    /** Numbers that must never change, as a seed gives the same image for ever. */
    @Test
    void staysWhatItIs() {
        assertThat(row(1, 0, 0, 0, 3)).containsExactly(1.0475849f, 0.63065135f, -0.101729706f);
    }

    @Test
    void isNormalAndIndependentInAllDirections() {
        int side = 200;
        double sum = 0;
        double square = 0;
        double right = 0;
        double below = 0;
        double deeper = 0;
        double otherSeed = 0;
        for (int y = 0; y < side; y++) {
            float[] a = row(9, 0, 0, y, side + 1);
            float[] under = row(9, 0, 0, y + 1, side);
            float[] plane = row(9, 1, 0, y, side);
            float[] seed = row(10, 0, 0, y, side);
            for (int x = 0; x < side; x++) {
                sum += a[x];
                square += a[x] * a[x];
                right += a[x] * a[x + 1];
                below += a[x] * under[x];
                deeper += a[x] * plane[x];
                otherSeed += a[x] * seed[x];
            }
        }
        double n = side * side;
        // Five standard errors of 1 / 200.
        assertThat(sum / n).isCloseTo(0, within(0.025));
        assertThat(square / n).isCloseTo(1, within(0.036));
        for (double product : new double[] {right, below, deeper, otherSeed})
            assertThat(product / n).isCloseTo(0, within(0.025));
    }
}

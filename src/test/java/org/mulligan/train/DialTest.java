package org.mulligan.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.mulligan.data.Plane;

class DialTest {
    private static float[][] image(float... pixels) {
        return new float[][] {pixels};
    }

    @Test
    void anImageInBetweenIsNoFartherFromEitherEndThanTheyAreFromEachOther() {
        float[][] first = image(0, 0);
        float[][] last = image(4, 0);
        assertThat(Dial.areInBetween(List.of(first, image(2, 1), last))).isTrue();
        assertThat(Dial.areInBetween(List.of(first, image(2, 4), last))).isFalse();
        assertThat(Dial.areInBetween(List.of(first, image(5, 0), last))).isFalse();
    }

    @Test
    void theEmptyFieldIsTheDarkestSquareAndWhatIsAddedThereInUnitsOfItsNoise() {
        int side = 96;
        float[] clean = new float[side * side];
        float[] noisy = new float[side * side];
        float[] faithful = new float[side * side];
        float[] sharp = new float[side * side];
        Random random = new Random(1);
        for (int y = 0; y < side; y++)
            for (int x = 0; x < side; x++) {
                int at = y * side + x;
                boolean dark = x >= 48 && y < 48;
                clean[at] = dark ? 0.1f : 0.6f;
                noisy[at] = clean[at] + 0.2f * (float) random.nextGaussian();
                faithful[at] = clean[at];
                // A pattern of plus and minus 0.05 where it is dark, much more where it is bright.
                sharp[at] = faithful[at] + (dark ? 0.05f : 1f) * (x % 2 == 0 ? 1 : -1);
            }
        assertThat(Dial.emptyField(new Plane("a", side, side, noisy, clean), faithful, sharp))
                .isCloseTo(0.25, within(0.02));
    }
}

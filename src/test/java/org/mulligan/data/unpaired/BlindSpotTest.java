package org.mulligan.data.unpaired;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.mulligan.data.Seeds;
import org.mulligan.image.intensity.Normalisation;

class BlindSpotTest {
    private static final int WIDTH = 60;
    private static final int HEIGHT = 44;

    /** All values differ, so that it shows where each pixel came from. */
    private final float[] ramp = ramp();

    private static float[] ramp() {
        float[] ramp = new float[WIDTH * HEIGHT];
        for (int i = 0; i < ramp.length; i++) ramp[i] = i;
        return ramp;
    }

    private static RandomGenerator random() {
        return Seeds.MEMBER.stream(1, 1);
    }

    private static boolean asked(float[] target, int pixel) {
        return target[pixel] != Normalisation.MISSING;
    }

    @Test
    void asksForThePixelsThatItHidesAndForNoOthers() {
        float[] hidden = ramp.clone();
        float[] target = BlindSpot.PIXEL.hide(hidden, WIDTH, HEIGHT, random());
        int count = 0;
        for (int i = 0; i < ramp.length; i++)
            if (asked(target, i)) {
                count++;
                assertThat(target[i]).isEqualTo(ramp[i]);
                assertThat(hidden[i]).isNotEqualTo(ramp[i]);
            } else assertThat(hidden[i]).isEqualTo(ramp[i]);
        assertThat(count).isEqualTo(15 * 11);
    }

    @Test
    void hidesWhatLiesAlongTheLineToo() {
        float[] hidden = ramp.clone();
        float[] target = new BlindSpot(2, 0).hide(hidden, WIDTH, HEIGHT, random());
        for (int y = 0; y < HEIGHT; y++)
            for (int x = 0; x < WIDTH; x++)
                if (asked(target, y * WIDTH + x))
                    for (int u = Math.max(0, x - 2); u <= Math.min(WIDTH - 1, x + 2); u++)
                        assertThat(hidden[y * WIDTH + u]).isNotEqualTo(ramp[y * WIDTH + u]);
    }

    @Test
    void noPixelOfASpotIsMadeOfTheSpot() {
        float[] hidden = ramp.clone();
        float[] target = new BlindSpot(3, 1).hide(hidden, WIDTH, HEIGHT, random());
        for (int y = 0; y < HEIGHT; y++)
            for (int x = 0; x < WIDTH; x++) {
                if (!asked(target, y * WIDTH + x)) continue;
                int from = (int) hidden[y * WIDTH + x];
                assertThat(Math.abs(from % WIDTH - x) > 3 || Math.abs(from / WIDTH - y) > 1)
                        .isTrue();
            }
    }

    @Test
    void aHiddenRowIsAskedForAsAWhole() {
        float[] hidden = ramp.clone();
        float[] target = new BlindSpot(BlindSpot.LINE, 0).hide(hidden, WIDTH, HEIGHT, random());
        int rows = 0;
        for (int y = 0; y < HEIGHT; y++) {
            if (!asked(target, y * WIDTH)) continue;
            rows++;
            for (int x = 0; x < WIDTH; x++) {
                assertThat(target[y * WIDTH + x]).isEqualTo(ramp[y * WIDTH + x]);
                assertThat((int) hidden[y * WIDTH + x] / WIDTH).isNotEqualTo(y);
            }
        }
        assertThat(rows).isEqualTo(11);
    }

    @Test
    void theSameChanceHidesTheSame() {
        float[] one = ramp.clone();
        float[] other = ramp.clone();
        assertThat(new BlindSpot(1, 1).hide(one, WIDTH, HEIGHT, random()))
                .isEqualTo(new BlindSpot(1, 1).hide(other, WIDTH, HEIGHT, random()));
        assertThat(one).isEqualTo(other);
    }
}

package org.mulligan.data.simulation.canvas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.mulligan.image.filter.FastGaussian;

class CanvasTest {
    private static final Offset<Float> CLOSE = within(1e-5f);

    private static float at(Canvas canvas, int x, int y) {
        return canvas.values[y * canvas.width + x];
    }

    private static double sum(Canvas canvas) {
        double sum = 0;
        for (float value : canvas.values) sum += value;
        return sum;
    }

    /** At x = 1.25, y = 2.5 the four nearest pixels take 3/8, 1/8, 3/8 and 1/8. */
    @Test
    void sharesLightAmongTheFourNearestPixels() {
        Canvas canvas = new Canvas(4, 5);
        canvas.deposit(1.25, 2.5, 8);
        canvas.deposit(1.25, 2.5, 16);
        assertThat(at(canvas, 1, 2)).isEqualTo(9);
        assertThat(at(canvas, 2, 2)).isEqualTo(3);
        assertThat(at(canvas, 1, 3)).isEqualTo(9);
        assertThat(at(canvas, 2, 3)).isEqualTo(3);
        assertThat(sum(canvas)).isEqualTo(24);
        Canvas uneven = new Canvas(4, 5);
        uneven.deposit(0.5, 3.25, 8);
        assertThat(at(uneven, 0, 3)).isEqualTo(3);
        assertThat(at(uneven, 1, 3)).isEqualTo(3);
        assertThat(at(uneven, 0, 4)).isEqualTo(1);
        assertThat(at(uneven, 1, 4)).isEqualTo(1);
    }

    @Test
    void leavesOutLightThatIsNotBetweenPixels() {
        Canvas canvas = new Canvas(4, 5);
        for (double[] outside : new double[][] {{-0.1, 1}, {1, -0.1}, {3, 1}, {1, 4}, {9, 9}})
            canvas.deposit(outside[0], outside[1], 8);
        assertThat(sum(canvas)).isZero();
        canvas.deposit(0, 0, 8);
        canvas.deposit(2.5, 3.5, 8);
        assertThat(sum(canvas)).isEqualTo(16);
        assertThat(at(canvas, 0, 0)).isEqualTo(8);
    }

    /** A pixel whose centre lies on the edge has half the light, and one 1 px further none. */
    @Test
    void aDiscHasASoftEdge() {
        Canvas canvas = new Canvas(9, 11);
        canvas.disc(4, 5, 2, false, 3);
        assertThat(at(canvas, 4, 5)).isEqualTo(3);
        assertThat(at(canvas, 5, 6)).isEqualTo(3);
        for (int[] edge : new int[][] {{2, 5}, {6, 5}, {4, 3}, {4, 7}})
            assertThat(at(canvas, edge[0], edge[1])).isEqualTo(1.5f);
        // 0.5 - (sqrt(5) - 2)
        assertThat(at(canvas, 5, 7)).isCloseTo((float) (3 * (2.5 - Math.sqrt(5))), CLOSE);
        assertThat(at(canvas, 7, 5)).isZero();
        assertThat(at(canvas, 6, 7)).isZero();
    }

    /** exp(-d^2) at a distance d from the rim, up to 2 px beyond it. */
    @Test
    void aRimIsBrightestAtTheRadius() {
        Canvas canvas = new Canvas(9, 11);
        canvas.disc(4, 5, 2, true, 3);
        float far = (float) (3 * Math.exp(-4));
        assertThat(at(canvas, 4, 5)).isCloseTo(far, CLOSE);
        assertThat(at(canvas, 6, 5)).isCloseTo(3, CLOSE);
        assertThat(at(canvas, 5, 5)).isCloseTo((float) (3 * Math.exp(-1)), CLOSE);
        for (int[] end : new int[][] {{0, 5}, {8, 5}, {4, 1}, {4, 9}})
            assertThat(at(canvas, end[0], end[1])).isCloseTo(far, CLOSE);
        assertThat(at(canvas, 4, 0)).isZero();
    }

    @Test
    void aDiscIsCutAtTheBorder() {
        Canvas canvas = new Canvas(3, 3);
        canvas.disc(0, 2, 2, false, 1);
        float edge = (float) (2.5 - Math.sqrt(5));
        assertThat(canvas.values)
                .containsExactly(new float[] {0.5f, edge, 0, 1, 1, edge, 1, 1, 0.5f}, CLOSE);
    }

    @Test
    void isReadAtTheNearestPixelInside() {
        Canvas canvas = new Canvas(3, 2);
        for (int i = 0; i < 6; i++) canvas.values[i] = i;
        assertThat(canvas.at(1.7, 0.9)).isEqualTo(1);
        assertThat(canvas.at(-5, 1)).isEqualTo(3);
        assertThat(canvas.at(7, 9)).isEqualTo(5);
        assertThat(canvas.at(2, 0)).isEqualTo(2);
    }

    @Test
    void isMixedWithOthers() {
        Canvas one = new Canvas(2, 1);
        Canvas other = new Canvas(2, 1);
        one.values[0] = 2;
        one.values[1] = 3;
        other.values[0] = 10;
        other.values[1] = -1;
        one.add(other, 0.5);
        assertThat(one.values).containsExactly(7, 2.5f);
        one.multiply(other);
        assertThat(one.values).containsExactly(70, -2.5f);
    }

    @Test
    void isNotBlurredByAFifthOfAPixelAndIsByMore() {
        Canvas canvas = new Canvas(5, 1);
        canvas.values[2] = 1;
        canvas.blur(0.2);
        assertThat(canvas.values).containsExactly(0, 0, 1, 0, 0);
        canvas.blur(0.5);
        // exp(-2) = 0.1353, exp(-8) = 0.0003: 1 of 1 + 2 * 0.1357
        assertThat(canvas.values[2]).isCloseTo(0.78657f, within(1e-4f));
    }

    /** In 4 x 4 px means, and so at a 16th of the cost, it is nearly that of the pixels. */
    @Test
    void aWideBlurIsThatOfThePixels() {
        Random random = new Random(3);
        for (int[] size : new int[][] {{70, 50}, {64, 33}, {17, 48}}) {
            Canvas canvas = new Canvas(size[0], size[1]);
            for (int i = 0; i < canvas.values.length; i++)
                canvas.values[i] =
                        (i % size[0] * 3 + i / size[0] < 80 ? 100 : 10) + random.nextInt(20);
            float[] expected = canvas.values.clone();
            FastGaussian.blur(expected, size[0], size[1], 9);
            canvas.blur(9);
            for (int i = 0; i < expected.length; i++)
                assertThat(canvas.values[i])
                        .as("pixel %d of %d x %d", i, size[0], size[1])
                        .isCloseTo(expected[i], within(8f));
        }
    }

    /** Percentile 99.7 of 0 to 999 is 996.003. */
    @Test
    void bringsItsBrightestPartToOne() {
        Canvas canvas = new Canvas(40, 25);
        for (int i = 0; i < 1000; i++) canvas.values[(i * 7) % 1000] = i;
        canvas.level();
        assertThat(canvas.values[999 * 7 % 1000]).isCloseTo((float) (999 / 996.003), CLOSE);
        assertThat(canvas.values[500 * 7 % 1000]).isCloseTo((float) (500 / 996.003), CLOSE);
    }

    /** Where less than 3 pixels in 1000 are bright, to half of the brightest. */
    @Test
    void bringsAFewBrightPixelsToTwo() {
        Canvas canvas = new Canvas(40, 25);
        canvas.values[77] = 8;
        canvas.level();
        assertThat(canvas.values[77]).isEqualTo(2);
        Canvas empty = new Canvas(4, 4);
        empty.level();
        assertThat(empty.values).containsOnly(0);
    }
}

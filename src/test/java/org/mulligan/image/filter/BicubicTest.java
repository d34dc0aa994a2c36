package org.mulligan.image.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BicubicTest {
    /**
     * NumPy: 5 x 3 px, value i is (7 i^2 + 3 i) mod 11; a matrix of Keys' weights for each axis,
     * with the border reflected.
     */
    @ParameterizedTest(name = "x{0}")
    @CsvSource({
        "2, 1.80816650390625, 8.13739013671875, 4.6024169921875, 2.00079345703125, 1352.66297005862",
        "3, 2.8847736625514386, 2.5555555555555545, 4.063100137174205, 7.167352537722907,"
                + " 3086.1420628065953",
        "4, 3.438797950744629, 0.5167169570922852, 3.896169662475586, 9.435561180114746,"
                + " 5489.121906549255"
    })
    void enlargesAsNumPyDoes(
            int scale, double corner, double x2y1, double last, double x5y2, double squares) {
        float[] image = new float[15];
        for (int i = 0; i < image.length; i++) image[i] = (7 * i * i + 3 * i) % 11;
        float[] large = Bicubic.enlarge(image, 5, 3, scale);
        int width = 5 * scale;
        assertThat(large).hasSize(15 * scale * scale);
        assertThat((double) large[0]).isCloseTo(corner, within(1e-5));
        assertThat((double) large[width + 2]).isCloseTo(x2y1, within(1e-5));
        assertThat((double) large[large.length - 1]).isCloseTo(last, within(1e-5));
        assertThat((double) large[2 * width + 5]).isCloseTo(x5y2, within(1e-5));
        double sum = 0;
        for (float value : large) sum += (double) value * value;
        assertThat(sum).isCloseTo(squares, within(1e-5 * squares));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4})
    void keepsARampInside(int scale) {
        int width = 9;
        int height = 7;
        float[] ramp = new float[width * height];
        for (int i = 0; i < ramp.length; i++) ramp[i] = 3 * (i % width) - 2 * (i / width) + 5;
        float[] large = Bicubic.enlarge(ramp, width, height, scale);
        for (int y = 2 * scale; y < (height - 2) * scale; y++)
            for (int x = 2 * scale; x < (width - 2) * scale; x++) {
                double expected = 3 * ((x + 0.5) / scale - 0.5) - 2 * ((y + 0.5) / scale - 0.5) + 5;
                assertThat((double) large[y * width * scale + x]).isCloseTo(expected, within(1e-5));
            }
    }

    @Test
    void hasKeysWeights() {
        // NumPy, the cubic at 3/4, 1/4, 5/4 and 7/4 px.
        assertThat(Bicubic.taps(2, 0))
                .containsExactly(
                        new double[] {-0.0234375, 0.2265625, 0.8671875, -0.0703125, 0},
                        within(1e-15));
        assertThat(Bicubic.taps(3, 1)).containsExactly(new double[] {0, 0, 1, 0, 0}, within(1e-15));
        assertThat(Bicubic.taps(4, 2))
                .containsExactly(
                        new double[] {0, -0.0478515625, 0.9638671875, 0.0908203125, -0.0068359375},
                        within(1e-15));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4})
    void weightsAddUpToOneAndMirrorEachOther(int scale) {
        for (int k = 0; k < scale; k++) {
            double[] taps = Bicubic.taps(scale, k);
            double[] mirrored = Bicubic.taps(scale, scale - 1 - k);
            assertThat(Arrays.stream(taps).sum()).isCloseTo(1, within(1e-15));
            for (int i = 0; i < taps.length; i++)
                assertThat(taps[i]).isCloseTo(mirrored[taps.length - 1 - i], within(1e-15));
        }
    }

    @Test
    void onePixelBecomesASquare() {
        assertThat(Bicubic.enlarge(new float[] {7}, 1, 1, 3)).containsOnly(7).hasSize(9);
    }

    @Test
    void refusesOtherScalesSubPixelsAndSizes() {
        for (int scale : new int[] {-1, 1, 5})
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Bicubic.enlarge(new float[1], 1, 1, scale))
                    .withMessageContaining("by 2 to 4, got " + scale);
        assertThatIllegalArgumentException().isThrownBy(() -> Bicubic.taps(2, 2));
        assertThatIllegalArgumentException().isThrownBy(() -> Bicubic.taps(2, -1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Bicubic.enlarge(new float[5], 2, 3, 2));
    }
}

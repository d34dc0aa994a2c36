package org.mulligan.data.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mulligan.image.plane.Pixels;

class SampleImageTest {
    /** Part of planes that hold 100 channel + 10 y + x. */
    private static SampleImage image(int top, int width, int height, int depth, int channels) {
        List<Pixels> planes = new java.util.ArrayList<>();
        for (int c = 0; c < channels; c++) {
            Pixels plane = Pixels.blank(depth, width, top + height + 2);
            for (int y = 0; y < plane.height(); y++) {
                float[] row = new float[width];
                for (int x = 0; x < width; x++) row[x] = 100 * c + 10 * y + x;
                plane.set(0, y, width, row);
            }
            planes.add(plane);
        }
        return new SampleImage(Path.of("a.tif"), 0, "", planes, top, width, height);
    }

    private static SampleImage floats(int top, int height, float... values) {
        Pixels plane = Pixels.of(values, 2, values.length / 2);
        return new SampleImage(Path.of("a.tif"), 3, "", List.of(plane), top, 2, height);
    }

    private static float[] copied(SampleImage image, int x, int y, int side) {
        float[] into = new float[1 + side * side * image.planes().size()];
        image.copy(x, y, side, into, 1);
        return java.util.Arrays.copyOfRange(into, 1, into.length);
    }

    @Test
    void countsTheBytesOfItsFile() {
        assertThat(image(0, 3, 2, 8, 2).bytes()).isEqualTo(12);
        assertThat(image(0, 3, 2, 16, 2).bytes()).isEqualTo(24);
        assertThat(image(0, 3, 2, 32, 2).bytes()).isEqualTo(48);
    }

    @Test
    void isConstantWhereItsOwnRowsAre() {
        assertThat(floats(1, 1, 1, 2, 5, 5, 5, 6).constant()).isTrue();
        assertThat(floats(1, 2, 7, 7, 5, 5, 5, 5).constant()).isTrue();
        assertThat(floats(1, 2, 1, 2, 5, 5, 5, 6).constant()).isFalse();
        assertThat(floats(1, 2, 1, 1, 5, 5, 6, 6).constant()).isFalse();
        assertThat(floats(0, 1, 1, 2, 5, 5).constant()).isFalse();
    }

    @Test
    void saysWhereAPixelIsNoNumber() {
        floats(1, 1, Float.NaN, 2, 3, 4).requireNumbers();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> floats(1, 2, 1, 2, 3, 4, 5, Float.NaN).requireNumbers())
                .withMessageContaining("Image 3 of a.tif")
                .withMessageContaining("NaN at x=1, y=1");
    }

    /** Of 5 x 3 px columns 1 to 3; of 3 x 6 px rows 1 to 3, below the first that is its own. */
    @Test
    void itsSquareIsThatInTheMiddle() {
        SampleImage wide = image(1, 5, 3, 8, 1).square(10);
        assertThat(wide.planes().get(0)).isInstanceOf(Pixels.Bytes.class);
        assertThat(copied(wide, 0, 0, 3)).containsExactly(11, 12, 13, 21, 22, 23, 31, 32, 33);
        SampleImage high = image(1, 3, 6, 16, 1).square(3);
        assertThat(high.planes().get(0)).isInstanceOf(Pixels.Shorts.class);
        assertThat(copied(high, 0, 0, 3)).containsExactly(20, 21, 22, 30, 31, 32, 40, 41, 42);
        SampleImage square = image(1, 3, 3, 8, 1);
        assertThat(square.square(3)).isSameAs(square);
    }

    /** Of 5 x 4 px columns 0 to 3, in means of 2 x 2: 10 y + x of 0.5 and 2.5 each. */
    @Test
    void itsSquareIsReducedByMeans() {
        SampleImage reduced = image(0, 5, 4, 8, 1).square(2);
        assertThat(reduced.width()).isEqualTo(2);
        assertThat(reduced.height()).isEqualTo(2);
        assertThat(copied(reduced, 0, 0, 2)).containsExactly(5.5f, 7.5f, 25.5f, 27.5f);
    }

    @Test
    void isCopiedWithItsChannelsInterleaved() {
        assertThat(copied(image(1, 4, 3, 32, 2), 2, 1, 2))
                .containsExactly(22, 122, 23, 123, 32, 132, 33, 133);
    }

    /**
     * Four pixels along two lie at 0, 0.25, 0.75 and 1 between them (at the border on the border);
     * the image is 10 y + x, and the second channel 100 more.
     */
    @Test
    void isEnlargedBilinearly() {
        float[] into = new float[3 + 32];
        image(0, 2, 2, 32, 2).copyEnlarged(4, into, 3);
        double[] at = {0, 0.25, 0.75, 1};
        for (int y = 0; y < 4; y++)
            for (int x = 0; x < 4; x++)
                for (int c = 0; c < 2; c++)
                    assertThat(into[3 + (y * 4 + x) * 2 + c])
                            .isCloseTo((float) (100 * c + 10 * at[y] + at[x]), within(1e-5f));
    }

    /** Five along three: 0, 0.4, 1, 1.6, 2. */
    @Test
    void isEnlargedByAnyFactor() {
        float[] into = new float[25];
        image(2, 3, 3, 32, 1).copyEnlarged(5, into, 0);
        double[] at = {0, 0.4, 1, 1.6, 2};
        for (int y = 0; y < 5; y++)
            for (int x = 0; x < 5; x++)
                assertThat(into[y * 5 + x])
                        .isCloseTo((float) (20 + 10 * at[y] + at[x]), within(1e-5f));
    }
}

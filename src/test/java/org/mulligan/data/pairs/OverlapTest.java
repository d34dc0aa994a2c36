package org.mulligan.data.pairs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OverlapTest {
    private static final int WIDTH = 23;
    private static final int HEIGHT = 17;

    @ParameterizedTest(name = "scale {0}")
    @ValueSource(ints = {1, 2, 3})
    void bringsTheSamePlacesOntoEachOtherForEveryShift(int scale) {
        for (int dx = -7; dx <= 7; dx++)
            for (int dy = -7; dy <= 7; dy++) {
                Overlap part = Overlap.of(WIDTH, HEIGHT, scale, dx, dy);
                float[] measured = part.ofMeasured(places(WIDTH, HEIGHT, scale, 0, 0), WIDTH);
                float[] target =
                        part.ofTarget(
                                places(scale * WIDTH, scale * HEIGHT, 1, dx, dy),
                                scale * WIDTH,
                                scale);
                for (int y = 0; y < part.height(); y++)
                    for (int x = 0; x < part.width(); x++)
                        assertThat(target[scale * (y * scale * part.width() + x)])
                                .isEqualTo(measured[y * part.width() + x]);
            }
    }

    @ParameterizedTest(name = "{0} px")
    @ValueSource(ints = {-5, 0, 3})
    void cutsOffNoMoreThanTheShift(int shift) {
        Overlap part = Overlap.of(WIDTH, HEIGHT, 1, shift, 0);
        assertThat(part.width()).isEqualTo(WIDTH - Math.abs(shift));
        assertThat(part.height()).isEqualTo(HEIGHT);
        assertThat(Overlap.of(WIDTH, HEIGHT, 2, 2 * shift, 0).width())
                .isEqualTo(WIDTH - Math.abs(shift));
    }

    /** The number of the place in the specimen that each pixel shows. */
    private static float[] places(int width, int height, int step, int dx, int dy) {
        float[] places = new float[width * height];
        for (int y = 0; y < height; y++)
            for (int x = 0; x < width; x++)
                places[y * width + x] = 1000 * (step * y - dy) + step * x - dx;
        return places;
    }
}

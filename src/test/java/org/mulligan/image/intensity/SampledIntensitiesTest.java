package org.mulligan.image.intensity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mulligan.image.plane.Pixels;
import org.mulligan.image.plane.PlaneSource;
import org.mulligan.image.plane.SampledPlanes;

class SampledIntensitiesTest {
    private static final int WIDTH = 1510;
    private static final int HEIGHT = 1490;
    private static final int SIZE = 12;

    /** One channel, read by pieces of 16 px. */
    private record Stored(Pixels plane) implements PlaneSource {
        @Override
        public int count() {
            return 1;
        }

        @Override
        public int width() {
            return plane.width();
        }

        @Override
        public int height() {
            return plane.height();
        }

        @Override
        public int bitDepth() {
            return 16;
        }

        @Override
        public int channels() {
            return 1;
        }

        @Override
        public int channel(int plane) {
            return 0;
        }

        @Override
        public Pixels read(int number) {
            return plane;
        }

        @Override
        public int[] piece() {
            return new int[] {16, 16};
        }
    }

    /**
     * Cells on light that falls off to a third.
     *
     * @param crowd 1 = they lie evenly, more = in a corner
     */
    private static Stored cells(int seed, int count, double crowd) {
        Random random = new Random(seed);
        short[] pixels = new short[WIDTH * HEIGHT];
        for (int i = 0; i < pixels.length; i++)
            pixels[i] = (short) (700 - 400 * (i % WIDTH) / WIDTH + 20 * random.nextGaussian());
        for (int cell = 0; cell < count; cell++) {
            int left = (int) ((WIDTH - SIZE) * Math.pow(random.nextDouble(), crowd));
            int top = (int) ((HEIGHT - SIZE) * Math.pow(random.nextDouble(), crowd));
            for (int y = top; y < top + SIZE; y++)
                for (int x = left; x < left + SIZE; x++)
                    pixels[y * WIDTH + x] += (short) (1000 + 10 * (cell % 90));
        }
        return new Stored(new Pixels.Shorts(pixels, WIDTH, HEIGHT));
    }

    @ParameterizedTest(name = "seed {0}, {1} cells, {2} crowded")
    @CsvSource({"1, 400, 2, 1", "2, 400, 2, 1", "3, 30, 1, 1", "4, 0, 1, 0.9", "5, 0, 1, 0.9"})
    void areThoseOfTheWholeWithinHalfAPercent(int seed, int count, double crowd, double most)
            throws IOException {
        Stored image = cells(seed, count, crowd);
        Scaling scaling = Scaling.percentiles(1, 99.8);
        SampledIntensities sampled = SampledIntensities.measure(image, scaling, 32, piece -> {});
        Normalisation whole =
                ChannelIntensities.measure(image, scaling, plane -> {}).get(0).normalisation();
        Normalisation found = sampled.channels().get(0).normalisation();
        double range = whole.high() - whole.low();
        assertThat(found.low()).isCloseTo(whole.low(), within(0.005 * range));
        assertThat(found.high()).isCloseTo(whole.high(), within(0.005 * range));
        assertThat(sampled.pieces().share()).isLessThanOrEqualTo(most);
        assertThat(sampled.toString())
                .contains("%d pieces of 16 x 16 px".formatted(sampled.pieces().each()));
        assertThat(sampled.channels().get(0).sampled()).isTrue();
    }

    @Test
    void aPieceIsReadOnceAndAllOfThemAreTheImage() throws IOException {
        int[] found = new int[75 * 70];
        float[] values = new float[75 * 70];
        for (int i = 0; i < values.length; i++) values[i] = i;
        Pixels numbered = new Pixels.Floats(values, 75, 70);
        SampledPlanes all = new SampledPlanes(new Stored(numbered), 1000);
        assertThat(all.isWhole()).isTrue();
        assertThat(all.count()).isEqualTo(25);
        for (int piece = 0; piece < all.count(); piece++)
            for (float value : all.read(piece).all()) found[(int) value]++;
        // The last of each row and column reaches back.
        for (int i = 0; i < found.length; i++) {
            int x = i % 75;
            int y = i / 75;
            int times = (x >= 59 && x < 64 ? 2 : 1) * (y >= 54 && y < 64 ? 2 : 1);
            assertThat(found[i]).as("pixel %d", i).isEqualTo(times);
        }
        List<Float> corners = new ArrayList<>();
        SampledPlanes some = new SampledPlanes(new Stored(numbered), 4);
        for (int piece = 0; piece < some.count(); piece++)
            corners.add(some.read(piece).part(0, 0, 1, 1)[0]);
        assertThat(corners).hasSize(4).doesNotHaveDuplicates();
        assertThat(some.isWhole()).isFalse();
    }

    @Test
    void anImageWithoutAnythingIsRefusedOnceAllOfItIsRead() {
        Stored blank = new Stored(Pixels.blank(16, 700, 700));
        assertThatThrownBy(
                        () ->
                                SampledIntensities.measure(
                                        blank, Scaling.percentiles(1, 99.8), piece -> {}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("constant");
    }
}

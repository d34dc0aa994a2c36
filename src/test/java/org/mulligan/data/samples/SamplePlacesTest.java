package org.mulligan.data.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.mulligan.data.Seeds;
import org.mulligan.image.plane.Pixels;

class SamplePlacesTest {
    private static final int SIDE = 16;

    /**
     * A checkerboard, whose standard deviation is the same in each patch; rows above are not its.
     */
    private static SampleImage board(int width, int height, double deviation, int channels) {
        float[] values = new float[width * (height + 3)];
        for (int i = 0; i < values.length; i++)
            values[i] = (float) (100 + ((i % width + i / width) % 2 == 0 ? 1 : -1) * deviation);
        for (int i = 0; i < 3 * width; i++) values[i] = 1000 * i;
        List<Pixels> planes = new ArrayList<>();
        for (int c = 0; c < channels; c++) planes.add(Pixels.of(values, width, height + 3));
        return new SampleImage(Path.of("a.tif"), 0, "", planes, 3, width, height);
    }

    private static double least(int faint, int strong) {
        List<SampleImage> images = new ArrayList<>();
        for (int i = 0; i < faint; i++) images.add(board(40, 30, 1, 1));
        for (int i = 0; i < strong; i++) images.add(board(40, 30, 5, 1));
        return SamplePlaces.measure(images, SIDE, 1, note -> {}).leastSpread();
    }

    /** The busiest tenth begins with the strong images where they are more than a tenth. */
    @Test
    void contentHasATenthOfTheSpreadOfTheBusiestTenth() {
        assertThat(least(8, 2)).isCloseTo(0.5, within(1e-6));
        assertThat(least(9, 1)).isCloseTo(0.1, within(1e-6));
        assertThat(least(0, 1)).isCloseTo(0.5, within(1e-6));
    }

    /** The root of the sum of two variances of 25. */
    @Test
    void channelsAddTheirVariances() {
        assertThat(
                        SamplePlaces.measure(List.of(board(40, 30, 5, 2)), SIDE, 1, note -> {})
                                .leastSpread())
                .isCloseTo(0.5 * Math.sqrt(2), within(1e-6));
    }

    @Test
    void countsThePatchesThatLieSideBySide() {
        SamplePlaces places = new SamplePlaces(SIDE, 0);
        assertThat(places.count(board(47, 32, 1, 1))).isEqualTo(4);
        assertThat(places.count(board(48, 31, 1, 1))).isEqualTo(3);
        assertThat(places.count(board(15, 15, 1, 1))).isEqualTo(1);
    }

    /** All places of an even image are alike: the first is as good as any, and all are reached. */
    @Test
    void placesReachToTheLastRowAndColumn() {
        SamplePlaces places = new SamplePlaces(SIDE, 0);
        RandomGenerator random = Seeds.LOOK.stream(1, 1);
        int right = 0;
        int bottom = 0;
        for (int i = 0; i < 500; i++) {
            SamplePlaces.Place place = places.draw(board(19, 18, 1, 1), random);
            right = Math.max(right, place.x());
            bottom = Math.max(bottom, place.y());
        }
        assertThat(right).isEqualTo(3);
        assertThat(bottom).isEqualTo(2);
    }
}

package org.mulligan.predict.series;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mulligan.predict.Tiling;

class DepthWindowsTest {
    private static DepthWindows of(int length, int reach, int side, long megabytes, long kept) {
        return DepthWindows.of(
                length,
                reach,
                megabytes << 20,
                kept,
                memory -> Tiling.automatic(side, side, memory, 22, 4));
    }

    @Test
    void aStackThatFitsGoesThroughAtOnce() {
        DepthWindows windows = of(24, 5, 128, 2048, 1 << 16);
        assertThat(windows.count()).isEqualTo(1);
        assertThat(windows.deepest()).isEqualTo(24);
        assertThat(windows.tiling().count()).isEqualTo(1);
    }

    @ParameterizedTest(name = "{0} planes of {2} px, {3} MB")
    @CsvSource({
        "24, 5, 512, 600",
        "200, 5, 300, 1000",
        "7, 2, 1000, 300",
        "2, 7, 64, 500",
        "31, 1, 64, 40"
    })
    void eachPlaneIsKeptOnceWithAllThatItSees(int length, int reach, int side, long megabytes) {
        DepthWindows windows = of(length, reach, side, megabytes, 4L * side * side);
        int next = 0;
        for (int window = 0; window < windows.count(); window++) {
            assertThat(windows.from(window)).isEqualTo(next);
            next = windows.to(window);
            assertThat(windows.start(window)).isEqualTo(Math.max(0, windows.from(window) - reach));
            assertThat(windows.end(window)).isEqualTo(Math.min(length, next + reach));
            assertThat(windows.end(window) - windows.start(window))
                    .isLessThanOrEqualTo(windows.deepest());
        }
        assertThat(next).isEqualTo(length);
        Tiling tiling = windows.tiling();
        assertThat((long) tiling.tileWidth() * tiling.tileHeight() * windows.deepest() * 2048)
                .isLessThanOrEqualTo(megabytes << 20);
    }

    /** What is made waits in memory until it is asked for. */
    @Test
    void fewPlanesOfALargeImageAreKept() {
        DepthWindows windows = of(100, 2, 4000, 8000, 4L * 4000 * 4000);
        assertThat(windows.core()).isBetween(1, 8);
    }
}

package org.mulligan.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mulligan.predict.TileShape.Span;

class TileShapeTest {
    @ParameterizedTest(name = "{0} px, tile {1}, halo {2}: {3} tiles")
    @CsvSource({"96, 64, 8, 2", "97, 64, 8, 3", "1, 64, 8, 1", "48, 64, 8, 1", "49, 64, 8, 2"})
    void countsTheTilesOfAnAxis(int length, int size, int halo, int expected) {
        assertThat(new TileShape(size, halo, 8).count(length)).isEqualTo(expected);
    }

    @Test
    void cutsAnAxisIntoTilesOfEqualSizeThatKeepNeighbouringParts() {
        assertThat(new TileShape(64, 8, 8).cut(96))
                .containsExactly(new Span(-8, 64, 0, 48), new Span(40, 64, 48, 96));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void keepsEachPixelOnceAwayFromInnerEnds(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 500; i++) {
            int multiple = 1 << random.nextInt(5);
            int length = 1 + random.nextInt(700);
            TileShape shape = TileShape.of(random.nextInt(400), random.nextInt(60), multiple);
            List<Span> spans = shape.cut(length);
            int end = TileShape.roundUp(length, multiple) + shape.frame();
            assertThat(spans).hasSizeLessThanOrEqualTo(shape.count(length));
            int next = 0;
            for (Span span : spans) {
                assertThat(span.from()).isEqualTo(next);
                assertThat(span.start() % multiple).isZero();
                assertThat(span.size() % multiple).isZero();
                assertThat(span.size()).isLessThanOrEqualTo(Math.max(shape.size(), 1));
                assertThat(
                                span.start() == -shape.frame()
                                        || span.from() - span.start() >= shape.halo())
                        .isTrue();
                assertThat(
                                span.start() + span.size() == end
                                        || span.start() + span.size() - span.to() >= shape.halo())
                        .isTrue();
                next = span.to();
            }
            assertThat(next).isEqualTo(length);
        }
    }

    @Test
    void refusesWhatCannotBeCut() {
        assertThatThrownBy(() -> new TileShape(60, 8, 8))
                .hasMessage("Tile size must be a positive multiple of 8 px, got 60");
        assertThatThrownBy(() -> new TileShape(16, 8, 8))
                .hasMessageContaining("use tiles of 24 or more");
        assertThatThrownBy(() -> new TileShape(64, 4, 8)).hasMessageContaining("multiple of 8");
    }

    @Test
    void choosesTilesThatWasteLittleWithinTheMemory() {
        Tiling whole = Tiling.automatic(1024, 1024, 8L << 30, 46, 16);
        assertThat(whole.count()).isOne();
        assertThat(whole.tileWidth()).isEqualTo(1056);
        Tiling small = Tiling.automatic(1024, 1024, 1L << 30, 46, 16);
        assertThat((long) small.tileWidth() * small.tileHeight() * 2048)
                .isLessThanOrEqualTo(1L << 30);
        Tiling large = Tiling.automatic(2048, 2048, 8L << 30, 46, 16);
        assertThat(large.computed() / (2048.0 * 2048)).isLessThan(1.2);
        assertThat(Tiling.automatic(5, 3, 0, 46, 16).count()).isOne();
    }
}

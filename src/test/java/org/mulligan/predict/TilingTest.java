package org.mulligan.predict;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.mulligan.predict.TileShape.Span;

class TilingTest {
    private static final long PLENTY = 64L << 30;

    /**
     * Without a halo all tiles that divide 3840 compute as many pixels, and a call costs 4096 more:
     * 256 px 1.0625 times the pixels, 320 px 1.04, 480 px 1.0178. The best, 1280 px, would have
     * 1.0025, which is less than 2 % better.
     */
    @Test
    void takesTheSmallestTilesOfThoseThatAreAboutAsGood() {
        Tiling tiling = Tiling.automatic(3840, 3840, PLENTY, 0, 16);
        assertThat(tiling.tileWidth()).isEqualTo(480);
        assertThat(tiling.tileHeight()).isEqualTo(480);
        assertThat(tiling.count()).isEqualTo(64);
        assertThat(tiling.computed()).isEqualTo(3840L * 3840);
    }

    /** With a halo of 304 px a tile cannot be too large, but for the page faults. */
    @Test
    void takesNoLargerTilesThan1280() {
        assertThat(Tiling.automatic(20_000, 20_000, PLENTY, 300, 16).tileWidth()).isEqualTo(1280);
    }

    /** As of images that are computed block by block, in an engine of 1 GB. */
    @Test
    void takesNoLargerTilesThanAreAskedFor() {
        assertThat(Tiling.automatic(20_000, 20_000, PLENTY, 640, 60, 16).tileWidth())
                .isBetween(592, 640);
        // The smallest that keeps anything is larger.
        assertThat(Tiling.automatic(20_000, 20_000, PLENTY, 640, 500, 16).tileWidth())
                .isEqualTo(1040);
    }

    /** Of 512^2 pixels of 2048 bytes. */
    @Test
    void takesTilesThatFit() {
        assertThat(Tiling.automatic(4000, 4000, 512L * 512 * 2048, 100, 16).tileWidth())
                .isLessThanOrEqualTo(512)
                .isGreaterThan(448);
    }

    /** 100 px are mirrored up to 112, and 97 to 112 too; what is kept is the plane. */
    @Test
    void aWholePlaneIsOneTile() {
        Tiling tiling = Tiling.whole(100, 97, 16);
        assertThat(tiling.columns()).containsExactly(new Span(0, 112, 0, 100));
        assertThat(tiling.rows()).containsExactly(new Span(0, 112, 0, 97));
        assertThat(tiling.computed()).isEqualTo(112 * 112);
    }

    /** 16 px before 0, as far as the halo goes; 100 are mirrored up to 104, and 16 more. */
    @Test
    void framesAnAxisBySixteenPixels() {
        TileShape shape = TileShape.of(512, 40, 8);
        assertThat(shape.frame()).isEqualTo(16);
        assertThat(shape.cut(100)).containsExactly(new Span(-16, 136, 0, 100));
        assertThat(TileShape.of(512, 7, 8).frame()).isEqualTo(8);
        assertThat(TileShape.of(512, 40, 32).frame()).isEqualTo(32);
    }

    /** Of 64 px for a network that reaches 46: 24 and 24 are thrown away, and 16 are left. */
    @Test
    void aTileOfOneSizeKeepsAsMuchHaloAsItCan() {
        assertThat(TileShape.exactly(64, 46, 8)).isEqualTo(new TileShape(64, 24, 8, true));
        assertThat(TileShape.exactly(64, 9, 8)).isEqualTo(new TileShape(64, 16, 8, true));
        assertThat(TileShape.smallest(46, 16)).isEqualTo(112);
        assertThat(TileShape.of(1, 46, 16)).isEqualTo(new TileShape(112, 48, 16));
        assertThat(TileShape.of(127, 46, 16).size()).isEqualTo(112);
        assertThat(TileShape.of(128, 46, 16).size()).isEqualTo(128);
    }
}

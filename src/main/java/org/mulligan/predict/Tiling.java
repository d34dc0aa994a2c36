package org.mulligan.predict;

import java.util.List;

/**
 * How a plane is cut.
 *
 * @param size tile size asked for, px; the tiles are at most so large
 * @param halo pixels at an inner edge of a tile that are computed and thrown away
 * @param columns tiles along X
 * @param rows tiles along Y
 */
public record Tiling(int size, int halo, List<TileShape.Span> columns, List<TileShape.Span> rows) {
    /** The smallest tile core that is tried automatically, px. */
    private static final int SMALLEST_CORE = 256;

    /** Larger tiles are no faster per pixel, and page faults were seen to make them slower. */
    static final int LARGEST = 1280;

    /**
     * Memory of one pixel in a U-Net with 32 filters at full resolution is 1300 bytes; rounded up.
     */
    public static final long BYTES_PER_PIXEL = 2048;

    /** What a call of the network costs beside its pixels, as pixels. */
    private static final long CALL = 4096;

    /**
     * The cut with tiles of a size.
     *
     * @param size wanted, halo included, px; fitted to the network
     * @param reach half of the receptive field, px
     * @param multiple the network's stride, px
     */
    public static Tiling of(int width, int height, int size, int reach, int multiple) {
        TileShape shape = TileShape.of(size, reach, multiple);
        return new Tiling(shape.size(), shape.halo(), shape.cut(width), shape.cut(height));
    }

    /**
     * The cut into squares of the only size that a network takes.
     *
     * @param side px
     */
    public static Tiling exactly(int width, int height, int side, int reach, int multiple) {
        TileShape shape = TileShape.exactly(side, reach, multiple);
        return new Tiling(side, shape.halo(), shape.cut(width), shape.cut(height));
    }

    /** No cut: the plane, mirrored up to a multiple, as a network that sees all of it needs it. */
    public static Tiling whole(int width, int height, int multiple) {
        return of(width, height, TileShape.roundUp(Math.max(width, height), multiple), 0, multiple);
    }

    /**
     * The cut that computes the fewest pixels within the memory; of equally good ones that with the
     * smallest tiles.
     *
     * @param memory bytes that a tile may use
     */
    public static Tiling automatic(int width, int height, long memory, int reach, int multiple) {
        return automatic(width, height, memory, LARGEST, reach, multiple);
    }

    /**
     * The same with tiles of no more than {@code most} px a side, where the smallest that keeps
     * anything is not larger.
     */
    static Tiling automatic(int width, int height, long memory, int most, int reach, int multiple) {
        int halo = TileShape.roundUp(reach, multiple);
        long fits = (long) Math.sqrt(memory / (double) BYTES_PER_PIXEL);
        int largest = (int) Math.max(TileShape.smallest(reach, multiple), Math.min(most, fits));
        int step = TileShape.roundUp(32, multiple);
        Tiling best = null;
        for (int size = Math.min(largest, SMALLEST_CORE + 2 * halo);
                size <= largest;
                size += step) {
            Tiling tiling = of(width, height, size, reach, multiple);
            if (best == null || tiling.cost() < 0.98 * best.cost()) best = tiling;
        }
        return best;
    }

    /** Tiles in a plane. */
    public int count() {
        return columns.size() * rows.size();
    }

    /** Width of each tile, halo included, px. */
    public int tileWidth() {
        return columns.get(0).size();
    }

    /** Height of each tile, halo included, px. */
    public int tileHeight() {
        return rows.get(0).size();
    }

    /** Pixels that the network computes for a plane, halos included. */
    public long computed() {
        return (long) count() * tileWidth() * tileHeight();
    }

    /** Of a plane, in pixels. */
    public long cost() {
        return computed() + count() * CALL;
    }
}

package org.mulligan.image.tiff.write;

import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A page, or a smaller copy of it, whose tiles are being written, in any order. A tile that is
 * never written is 0 when it is read.
 */
public final class TiffLevel {
    final TiledLayout layout;
    final long[] offsets;
    final long[] lengths;
    private final BigTiffWriter file;

    /** Rows of tiles that are written, where they are from top to bottom. */
    int rows;

    TiffLevel(BigTiffWriter file, TiledLayout layout) {
        this.file = file;
        this.layout = layout;
        int tiles = Math.multiplyExact(layout.across(), layout.down());
        this.offsets = new long[tiles];
        this.lengths = new long[tiles];
    }

    /**
     * Writes a tile.
     *
     * @param raw its little-endian bytes, samples of a pixel together; changed
     */
    public void tile(int column, int row, byte[] raw) throws IOException {
        append(row * layout.across() + column, layout.packed(raw));
    }

    /**
     * Writes a row of tiles, which the processors pack together.
     *
     * @param pixels its rows
     */
    void row(int row, PlanePixels pixels) throws IOException {
        List<byte[]> packed =
                IntStream.range(0, layout.across())
                        .parallel()
                        .mapToObj(column -> layout.packed(pixels.tile(layout, column, 0)))
                        .toList();
        for (int column = 0; column < packed.size(); column++)
            append(row * layout.across() + column, packed.get(column));
    }

    private void append(int tile, byte[] packed) throws IOException {
        offsets[tile] = file.append(packed);
        lengths[tile] = packed.length;
    }
}

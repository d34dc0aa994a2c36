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

    /** Writes all tiles; the processors pack a row of them at a time. */
    void plane(PlanePixels pixels) throws IOException {
        for (int row = 0; row < layout.down(); row++) {
            int y = row;
            List<byte[]> packed =
                    IntStream.range(0, layout.across())
                            .parallel()
                            .mapToObj(column -> layout.packed(pixels.tile(layout, column, y)))
                            .toList();
            for (int column = 0; column < packed.size(); column++)
                append(row * layout.across() + column, packed.get(column));
        }
    }

    private void append(int tile, byte[] packed) throws IOException {
        offsets[tile] = file.append(packed);
        lengths[tile] = packed.length;
    }
}

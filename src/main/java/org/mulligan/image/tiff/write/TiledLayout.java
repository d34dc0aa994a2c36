package org.mulligan.image.tiff.write;

import java.nio.ByteOrder;
import org.mulligan.image.tiff.codec.ChunkCodec;
import org.mulligan.image.tiff.codec.Differences;

/**
 * How a page is cut into tiles and packed. Bytes are little-endian.
 *
 * @param width and {@code height} of the page, px
 * @param kind of its samples
 * @param codec NONE, DEFLATE or ZSTD
 */
public record TiledLayout(int width, int height, Kind kind, ChunkCodec codec) {
    /** Larger ones are read slowly where little is shown, smaller ones where much is. */
    public static final int TILE = 512;

    /** TIFF wants sides of tiles that 16 divides. */
    private static final int STEP = 16;

    /** Of samples. */
    public enum Kind {
        UINT8(8, 1, 1, "uint8"),
        UINT16(16, 1, 1, "uint16"),
        INT16(16, 1, 2, "int16"),
        FLOAT(32, 1, 3, "float"),
        RGB(8, 3, 1, "uint8");

        /** Of a sample. */
        public final int bits;

        /** Of a pixel. */
        public final int samples;

        final int format;
        final String ome;

        Kind(int bits, int samples, int format, String ome) {
            this.bits = bits;
            this.samples = samples;
            this.format = format;
            this.ome = ome;
        }
    }

    public TiledLayout {
        if (width < 1 || height < 1)
            throw new IllegalArgumentException(
                    "A page must have pixels, got %d x %d px".formatted(width, height));
    }

    /** Of each tile, those at the border too, px. */
    public int tileWidth() {
        return Math.min(TILE, (width + STEP - 1) / STEP * STEP);
    }

    /** As {@link #tileWidth}. */
    public int tileHeight() {
        return Math.min(TILE, (height + STEP - 1) / STEP * STEP);
    }

    /** Tiles from left to right. */
    public int across() {
        return (width - 1) / tileWidth() + 1;
    }

    /** Tiles from top to bottom. */
    public int down() {
        return (height - 1) / tileHeight() + 1;
    }

    /** The same for a page of another size. */
    TiledLayout sized(int newWidth, int newHeight) {
        return new TiledLayout(newWidth, newHeight, kind, codec);
    }

    int predictor() {
        if (codec == ChunkCodec.NONE) return 1;
        return kind == Kind.FLOAT ? 3 : 2;
    }

    /** Packs the bytes of a tile, which are changed. */
    byte[] packed(byte[] raw) {
        new Differences(predictor(), kind.bits, kind.samples, ByteOrder.LITTLE_ENDIAN)
                .make(raw, tileWidth());
        return codec.pack(raw);
    }
}

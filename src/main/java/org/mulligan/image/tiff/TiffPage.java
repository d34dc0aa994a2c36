package org.mulligan.image.tiff;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.mulligan.image.tiff.codec.ChunkCodec;
import org.mulligan.image.tiff.codec.Differences;

/**
 * How one page of a TIFF file stores its pixels. A chunk is a strip or a tile.
 *
 * @param file in which it is
 * @param number of the page in its file, from 1
 * @param bits of each sample
 * @param format 1 unsigned, 2 signed, 3 float
 * @param samples of each pixel
 * @param extra samples beyond the colours: 0 of no stated meaning, 1 and 2 opacity
 * @param photometric 0 white is zero, 1 black is zero, 2 RGB, 3 palette
 * @param planar whether the samples lie in chunks of their own
 * @param predictor 1 none, 2 differences of neighbours, 3 the same of floats byte by byte
 * @param reversed whether the lowest bit of a byte comes first
 * @param chunkWidth px; the page's width where it is cut into strips
 * @param tiled whether chunks at the border are as large as the others
 * @param tables of JPEG that all chunks share; empty where there are none
 */
record TiffPage(
        Path file,
        int number,
        int width,
        int height,
        int bits,
        int format,
        int samples,
        long[] extra,
        int photometric,
        boolean planar,
        int compression,
        int predictor,
        boolean reversed,
        int chunkWidth,
        int chunkHeight,
        boolean tiled,
        long[] offsets,
        long[] lengths,
        byte[] tables,
        ByteOrder order) {
    static final int UNSIGNED = 1;
    static final int SIGNED = 2;
    static final int FLOAT = 3;
    static final int RGB = 2;
    static final int PALETTE = 3;

    /** A brightness and two colours, as JPEG has them. */
    static final int LUMA = 6;

    private static final int JPEG_TABLES = 347;
    private static final int IMAGE_DEPTH = 32997;
    private static final int TILE_DEPTH = 32998;
    private static final int NEW_SUBFILE_TYPE = 254;
    private static final int SUBFILE_TYPE = 255;
    static final int VOID = 4;

    /** Bytes of a strip that is read at once. */
    private static final int LARGEST_STRIP = 1 << 24;

    /** Tags that are missing have the values that TIFF 6.0 says. */
    static TiffPage of(TiffDirectory tags) throws IOException {
        int width = tags.number(256, 0);
        int height = tags.number(257, 0);
        if (width < 1 || height < 1)
            throw new IOException(
                    "page %d has %d x %d px, which is none".formatted(tags.page(), width, height));
        if (tags.number(IMAGE_DEPTH, 1) > 1 || tags.number(TILE_DEPTH, 1) > 1)
            throw new IOException(
                    "page %d has tiles of several slices, which are not read; save each slice as a page"
                            .formatted(tags.page()));
        boolean tiled = tags.has(322);
        long[] bits = tags.all(258);
        if (Arrays.stream(bits).distinct().count() > 1)
            throw new IOException(
                    "its samples have different depths (%s bit); save them as separate images"
                            .formatted(Arrays.toString(bits)));
        int format = tags.number(339, UNSIGNED);
        int rows = tags.number(278, height);
        int chunkHeight = tiled ? tags.number(323, 0) : rows < 1 ? height : Math.min(rows, height);
        int chunkWidth = tiled ? tags.number(322, 0) : width;
        if (chunkWidth < 1 || chunkHeight < 1)
            throw new IOException(
                    "its tiles of %d x %d px are none".formatted(chunkWidth, chunkHeight));
        TiffPage page =
                new TiffPage(
                        tags.file(),
                        tags.page(),
                        width,
                        height,
                        tags.number(258, 1),
                        format == VOID ? UNSIGNED : format,
                        tags.number(277, 1),
                        tags.all(338),
                        tags.number(262, 1),
                        tags.number(284, 1) == 2,
                        tags.number(259, 1),
                        tags.number(317, 1),
                        tags.number(266, 1) == 2,
                        chunkWidth,
                        chunkHeight,
                        tiled,
                        tags.all(tiled ? 324 : 273),
                        tags.all(tiled ? 325 : 279),
                        bytes(tags.all(JPEG_TABLES)),
                        tags.order());
        double chunks =
                Math.ceil((double) width / chunkWidth) * Math.ceil((double) height / chunkHeight);
        if (chunks > page.offsets.length)
            throw new IOException(
                    "it is damaged: page %d has %d %ss of pixels where %.0f are needed"
                            .formatted(tags.page(), page.offsets.length, page.chunkName(), chunks));
        return page.cut(LARGEST_STRIP);
    }

    private static byte[] bytes(long[] values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < bytes.length; i++) bytes[i] = (byte) values[i];
        return bytes;
    }

    /** A page whose pixels lie so many bytes behind. */
    TiffPage shifted(long bytes) {
        return with(chunkHeight, Arrays.stream(offsets).map(at -> at + bytes).toArray(), lengths);
    }

    /**
     * The same page in strips of at most so many bytes, as far as rows allow. Writers put a whole
     * plane into one, which may be more than an array holds.
     */
    TiffPage cut(int largest) {
        if (compressed() || tiled || chunks() > 1 || bytesOfRow() * chunkHeight <= largest)
            return this;
        int rows = (int) Math.max(1, largest / bytesOfRow());
        int strips = (height + rows - 1) / rows;
        long[] cut = new long[offsets.length * strips];
        for (int i = 0; i < cut.length; i++)
            cut[i] = offsets[i / strips] + (long) (i % strips) * rows * bytesOfRow();
        return with(rows, cut, new long[0]);
    }

    private TiffPage with(int rows, long[] places, long[] sizes) {
        return new TiffPage(
                file,
                number,
                width,
                height,
                bits,
                format,
                samples,
                extra,
                photometric,
                planar,
                compression,
                predictor,
                reversed,
                chunkWidth,
                rows,
                tiled,
                places,
                sizes,
                tables,
                order);
    }

    /** Whether a page is a smaller copy of another, for viewers. */
    static boolean isReduced(TiffDirectory tags) {
        return (tags.number(NEW_SUBFILE_TYPE, 0) & 1) != 0 || tags.number(SUBFILE_TYPE, 1) == 2;
    }

    /** Whether a page says which pixels of another are seen through. */
    static boolean isTransparency(TiffDirectory tags) {
        return (tags.number(NEW_SUBFILE_TYPE, 0) & 4) != 0;
    }

    boolean compressed() {
        return compression > 1;
    }

    /** How its chunks are unpacked; of those that are not read none. */
    ChunkCodec codec() {
        return ChunkCodec.of(compression).orElse(ChunkCodec.NONE);
    }

    Differences differences() {
        return new Differences(
                compressed() && codec() != ChunkCodec.JPEG ? predictor : 1,
                bits,
                together(),
                order);
    }

    /** Samples of opacity at the end of each pixel, and what follows the colours of RGB. */
    int unseen() {
        if (photometric == RGB) return Math.max(0, samples - 3);
        int opacity = 0;
        for (int i = extra.length - 1; i >= 0 && extra[i] != 0 && opacity < samples - 1; i--)
            opacity++;
        return opacity;
    }

    /** Whether ImageJ has one RGB plane for it. */
    boolean isColour() {
        boolean colours = photometric == RGB || photometric == LUMA;
        return colours && samples >= 3 && bits == Byte.SIZE && format == UNSIGNED;
    }

    /** ImageJ's planes in this page. */
    int planes() {
        return isColour() ? 1 : samples - unseen();
    }

    /** Of ImageJ's planes: 8, 16, 32, or 24 for RGB. */
    int depth() {
        if (isColour()) return 24;
        if (format == FLOAT || bits > Short.SIZE) return Float.SIZE;
        // ImageJ has no signed pixels of 8 bit; its signed ones are of 16.
        return format == SIGNED || bits > Byte.SIZE ? Short.SIZE : Byte.SIZE;
    }

    /** Whether planes are ImageJ's signed ones of 16 bit, stored 32768 too high. */
    boolean isSigned() {
        return format == SIGNED && bits <= Short.SIZE;
    }

    /** Chunks from left to right. */
    int chunksAcross() {
        return (width - 1) / chunkWidth + 1;
    }

    /** Chunks of one plane of samples, or of all where they lie together. */
    int chunks() {
        return chunksAcross() * ((height - 1) / chunkHeight + 1);
    }

    /** Samples that lie together in a chunk. */
    int together() {
        return planar ? 1 : samples;
    }

    /** Rows of a chunk; the last strip has fewer. */
    int rows(int chunk) {
        if (tiled) return chunkHeight;
        return Math.min(chunkHeight, height - chunk / chunksAcross() * chunkHeight);
    }

    /** Each row of a chunk begins with a byte of its own. */
    long bytesOfRow() {
        return ((long) chunkWidth * together() * bits + 7) / 8;
    }

    /**
     * Bytes of a chunk in the file.
     *
     * @param number counts all chunks of the page
     */
    long length(int number) {
        long whole = whole(number);
        if (compressed()) return number < lengths.length ? lengths[number] : -1;
        // Old writers say nothing, or 0.
        return number < lengths.length && lengths[number] > 0
                ? Math.min(lengths[number], whole)
                : whole;
    }

    /** Such as 256 x 256 px, 16-bit. */
    String said() {
        String kind =
                switch (format) {
                    case SIGNED -> " signed";
                    case FLOAT -> " float";
                    default -> "";
                };
        return "%d x %d px, %d-bit%s%s"
                .formatted(
                        width,
                        height,
                        bits,
                        kind,
                        samples == 1 ? "" : ", %d samples".formatted(samples));
    }

    /** Whether planes of both can stand in one stack. */
    boolean isLike(TiffPage other) {
        return width == other.width
                && height == other.height
                && bits == other.bits
                && format == other.format
                && samples == other.samples
                && isColour() == other.isColour()
                && photometric == other.photometric;
    }

    /** Bytes of a chunk's pixels, unpacked. */
    long whole(int number) {
        return bytesOfRow() * rows(number % chunks());
    }

    /** Whether nothing was ever written into a chunk; its pixels are 0. */
    boolean isEmpty(int number) {
        return offsets[number] == 0 || compressed() && lengths[number] == 0;
    }

    /** How many of its chunks are. */
    long empty() {
        return IntStream.range(0, (int) count()).filter(this::isEmpty).count();
    }

    String chunkName() {
        return tiled ? "tile" : "strip";
    }

    /** Such as tile 7 of page 2. */
    String said(int number) {
        return "%s %d of page %d".formatted(chunkName(), number + 1, this.number);
    }

    /** All chunks, of all samples. */
    long count() {
        return (long) chunks() * (planar ? samples : 1);
    }
}

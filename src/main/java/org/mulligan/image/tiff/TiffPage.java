package org.mulligan.image.tiff;

import java.io.IOException;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;

/**
 * How one page of a TIFF file stores its pixels. A chunk is a strip or a tile.
 *
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
 */
record TiffPage(
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
        ByteOrder order) {
    static final int UNSIGNED = 1;
    static final int SIGNED = 2;
    static final int FLOAT = 3;
    static final int LZW = 5;
    static final int DEFLATE = 8;
    static final int PACK_BITS = 32773;
    static final int OLD_DEFLATE = 32946;
    static final int RGB = 2;
    static final int PALETTE = 3;
    private static final int NEW_SUBFILE_TYPE = 254;
    private static final int SUBFILE_TYPE = 255;
    private static final int VOID = 4;

    /** Bytes of a strip that is read at once. */
    private static final int LARGEST_STRIP = 1 << 24;

    /** Of pixels: none (0 by old programs), LZW, deflate by both of its numbers, PackBits. */
    private static final Set<Integer> KNOWN = Set.of(0, 1, LZW, DEFLATE, OLD_DEFLATE, PACK_BITS);

    private static final Map<Integer, String> COMPRESSIONS =
            Map.ofEntries(
                    Map.entry(2, "CCITT"),
                    Map.entry(3, "CCITT fax 3"),
                    Map.entry(4, "CCITT fax 4"),
                    Map.entry(6, "JPEG"),
                    Map.entry(7, "JPEG"),
                    Map.entry(33003, "JPEG 2000"),
                    Map.entry(33005, "JPEG 2000"),
                    Map.entry(34712, "JPEG 2000"),
                    Map.entry(34887, "LERC"),
                    Map.entry(34925, "LZMA"),
                    Map.entry(50000, "Zstandard"),
                    Map.entry(50001, "WebP"),
                    Map.entry(50002, "JPEG XL"));

    private static final Map<Integer, String> COLOURS =
            Map.ofEntries(
                    Map.entry(4, "a mask of transparency"),
                    Map.entry(5, "CMYK"),
                    Map.entry(6, "YCbCr"),
                    Map.entry(8, "CIE L*a*b*"),
                    Map.entry(9, "ICC L*a*b*"),
                    Map.entry(10, "ITU L*a*b*"),
                    Map.entry(32803, "a camera's colour mosaic (Bayer)"),
                    Map.entry(32844, "LogL"),
                    Map.entry(32845, "LogLuv"));

    /** Tags that are missing have the values that TIFF 6.0 says. */
    static TiffPage of(TiffDirectory tags) throws IOException {
        int width = tags.number(256, 0);
        int height = tags.number(257, 0);
        if (width < 1 || height < 1 || (long) width * height > Integer.MAX_VALUE - 8)
            throw new IOException(
                    "a page of %d x %d px is none that ImageJ has".formatted(width, height));
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
                        tags.order());
        return page.cut(LARGEST_STRIP);
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
            cut[i] = offsets[i / strips] + i % strips * rows * bytesOfRow();
        return new TiffPage(
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
                width,
                rows,
                false,
                cut,
                new long[0],
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
        return photometric == RGB && samples >= 3 && bits == Byte.SIZE && format == UNSIGNED;
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
        return (width + chunkWidth - 1) / chunkWidth;
    }

    /** Chunks of one plane of samples, or of all where they lie together. */
    int chunks() {
        return chunksAcross() * ((height + chunkHeight - 1) / chunkHeight);
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
        long whole = bytesOfRow() * rows(number % chunks());
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

    /**
     * @throws IOException when its pixels are stored in a way that is not read; says the way out
     */
    void requireReadable() throws IOException {
        if (!KNOWN.contains(compression))
            throw new IOException(
                    "its pixels are compressed by %s, which ImageJ does not know; %s"
                            .formatted(
                                    COMPRESSIONS.getOrDefault(compression, "method " + compression),
                                    TiffImage.WAY_OUT));
        if (format > VOID)
            throw new IOException(
                    "its pixels are complex numbers; save their magnitude as 32-bit TIFF");
        if (COLOURS.containsKey(photometric) || photometric > 32000)
            throw new IOException(
                    "its pixels are %s, which is not read; convert it to grey or RGB"
                            .formatted(
                                    COLOURS.getOrDefault(photometric, "of kind " + photometric)));
        boolean known =
                format == FLOAT
                        ? bits == 16 || bits == 32 || bits == 64
                        : bits >= 1 && (bits <= 32 || bits == 64);
        if (!known || format < UNSIGNED)
            throw new IOException(
                    "its pixels are %s of %d bit, which is not read; save it as 32-bit TIFF"
                            .formatted(format == FLOAT ? "floats" : "numbers", bits));
        boolean differences =
                predictor == 1
                        || predictor == 2 && bits % 8 == 0 && bits != 24
                        || predictor == 3 && format == FLOAT;
        if (compressed() && !differences)
            throw new IOException(
                    "its %d-bit pixels are stored as differences (TIFF predictor %d) in a way that is not read; save it without predictor, or %s"
                            .formatted(bits, predictor, TiffImage.WAY_OUT));
        if (bytesOfRow() * chunkHeight > Integer.MAX_VALUE - 8)
            throw new IOException(
                    "its pieces of pixels have %d x %d px, too many to unpack; %s"
                            .formatted(chunkWidth, chunkHeight, TiffImage.WAY_OUT));
        if (samples < 1 || samples > 1 << 16)
            throw new IOException("it has %d samples a pixel".formatted(samples));
    }

    /**
     * @throws IOException when chunks are missing, or lie beyond the end of the file
     */
    void requireWhole(long size) throws IOException {
        int count = chunks() * (planar ? samples : 1);
        if (offsets.length < count || compressed() && lengths.length < count)
            throw new IOException(
                    "it is damaged: it has %d pieces of pixels where %d are needed"
                            .formatted(Math.min(offsets.length, lengths.length), count));
        long end = 0;
        for (int i = 0; i < count; i++) end = Math.max(end, offsets[i] + length(i));
        if (end > size)
            throw new IOException(
                    "it is truncated, %d bytes long where its header promises %d"
                            .formatted(size, end));
    }
}

package org.mulligan.image.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/**
 * How a TIFF file stores its pixels, from its first directory. ImageJ reads some layouts wrong and
 * without a word; they are refused here.
 *
 * @param predictor 1 none, 2 differences of neighbours, 3 the same of floats byte by byte
 * @param sampleFormat 1 unsigned, 2 signed, 3 float, 5 and 6 complex
 * @see <a href="https://www.loc.gov/preservation/digital/formats/content/tiff_tags.shtml">tags</a>
 */
record TiffLayout(int compression, int predictor, int bits, int sampleFormat) {
    private static final int BITS = 258;
    private static final int COMPRESSION = 259;
    private static final int PREDICTOR = 317;
    private static final int SAMPLE_FORMAT = 339;
    private static final int ENTRY = 12;
    private static final int FLOAT = 3;

    /** Of pixels: none (0 by old programs), LZW, deflate by both of its numbers, PackBits. */
    private static final Set<Integer> KNOWN = Set.of(0, 1, 5, 8, 32946, 32773);

    private static final Map<Integer, String> NAMES =
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

    /** Tags that are missing have the values that TIFF 6.0 says. */
    static TiffLayout of(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            ByteBuffer header = read(channel, 0, 8, ByteOrder.LITTLE_ENDIAN);
            ByteOrder order = header.get(0) == 'M' ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
            long start = Integer.toUnsignedLong(header.order(order).getInt(4));
            int entries = Short.toUnsignedInt(read(channel, start, 2, order).getShort());
            ByteBuffer directory = read(channel, start + 2, entries * ENTRY, order);
            int[] values = {1, 1, 1, 1};
            for (int at = 0; at < entries * ENTRY; at += ENTRY) {
                int index = index(Short.toUnsignedInt(directory.getShort(at)));
                if (index >= 0) values[index] = value(channel, directory, at, order);
            }
            return new TiffLayout(values[0], values[1], values[2], values[3]);
        }
    }

    private static int index(int tag) {
        return switch (tag) {
            case COMPRESSION -> 0;
            case PREDICTOR -> 1;
            case BITS -> 2;
            case SAMPLE_FORMAT -> 3;
            default -> -1;
        };
    }

    /** The first of the values of a tag; all of ours are 16-bit, some writers make them 32-bit. */
    private static int value(FileChannel channel, ByteBuffer directory, int at, ByteOrder order)
            throws IOException {
        boolean wide = directory.getShort(at + 2) == 4;
        int count = directory.getInt(at + 4);
        if (wide && count == 1) return directory.getInt(at + 8);
        if (count <= 2) return Short.toUnsignedInt(directory.getShort(at + 8));
        long place = Integer.toUnsignedLong(directory.getInt(at + 8));
        return Short.toUnsignedInt(read(channel, place, 2, order).getShort());
    }

    private static ByteBuffer read(FileChannel channel, long place, int bytes, ByteOrder order)
            throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(bytes).order(order);
        while (buffer.hasRemaining())
            if (channel.read(buffer, place + buffer.position()) < 0)
                throw new IOException("it is truncated, %d bytes long".formatted(channel.size()));
        return buffer.flip();
    }

    /**
     * @throws IOException when ImageJ cannot read it, or would read other values than are there
     */
    void requireReadable() throws IOException {
        if (!KNOWN.contains(compression))
            throw new IOException(
                    "its pixels are compressed by %s, which ImageJ does not know; %s"
                            .formatted(
                                    NAMES.getOrDefault(compression, "method " + compression),
                                    ForeignImages.WAY_OUT));
        boolean compressed = compression > 1;
        if (compressed && (predictor == 3 || predictor == 2 && bits == 32))
            throw new IOException(
                    "its %d-bit pixels are stored as differences (TIFF predictor %d), which ImageJ reads as wrong values; save it without predictor, or %s"
                            .formatted(bits, predictor, ForeignImages.WAY_OUT));
        if (compressed && (bits == 1 || bits == 12 || bits == 64))
            throw new IOException(
                    "its pixels of %d bit are compressed, which ImageJ reads as wrong values; save it without compression, or %s"
                            .formatted(bits, ForeignImages.WAY_OUT));
        if (sampleFormat == FLOAT && bits < 32)
            throw new IOException(
                    "its pixels are floats of %d bit, which ImageJ reads as whole numbers; save it as 32-bit, or %s"
                            .formatted(bits, ForeignImages.WAY_OUT));
        if (sampleFormat > 4)
            throw new IOException(
                    "its pixels are complex numbers; save their magnitude as 32-bit TIFF");
    }
}

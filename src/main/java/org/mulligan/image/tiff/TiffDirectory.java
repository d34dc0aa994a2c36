package org.mulligan.image.tiff;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The tags of one page of a TIFF file.
 *
 * @param order of the file's bytes
 * @param numbers values of whole-number tags, as unsigned ones
 * @param ratios values of rational tags
 * @param texts values of text tags
 * @see <a href="https://www.loc.gov/preservation/digital/formats/content/tiff_tags.shtml">tags</a>
 */
public record TiffDirectory(
        ByteOrder order,
        Map<Integer, long[]> numbers,
        Map<Integer, double[]> ratios,
        Map<Integer, String> texts) {
    static final int DESCRIPTION = 270;
    private static final int ENTRY = 12;
    private static final int BYTE = 1;
    private static final int TEXT = 2;
    private static final int SHORT = 3;
    private static final int LONG = 4;
    private static final int RATIO = 5;
    private static final int IFD = 13;
    private static final int MAGIC = 42;

    /**
     * All pages of a file, in the order in which each names the next.
     *
     * @throws IOException when it is no TIFF, is cut short, or has no page
     */
    public static List<TiffDirectory> all(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            ByteBuffer header = read(channel, 0, 8, ByteOrder.LITTLE_ENDIAN);
            ByteOrder order = header.get(0) == 'M' ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
            header.order(order);
            if (header.getShort(2) != MAGIC) throw new IOException("it is no TIFF file");
            long start = Integer.toUnsignedLong(header.getInt(4));
            List<TiffDirectory> pages = new ArrayList<>();
            Set<Long> seen = new HashSet<>();
            while (start != 0) {
                if (!seen.add(start))
                    throw new IOException(
                            "its pages go round in a circle after page " + pages.size());
                int entries = Short.toUnsignedInt(read(channel, start, 2, order).getShort());
                ByteBuffer directory = read(channel, start + 2, entries * ENTRY + 4, order);
                pages.add(read(channel, directory, entries));
                start = Integer.toUnsignedLong(directory.getInt(entries * ENTRY));
            }
            if (pages.isEmpty()) throw new IOException("it holds no image");
            return pages;
        }
    }

    private static TiffDirectory read(FileChannel channel, ByteBuffer directory, int entries)
            throws IOException {
        TiffDirectory page =
                new TiffDirectory(
                        directory.order(), new TreeMap<>(), new TreeMap<>(), new TreeMap<>());
        for (int at = 0; at < entries * ENTRY; at += ENTRY) page.add(channel, directory, at);
        return page;
    }

    private void add(FileChannel channel, ByteBuffer directory, int at) throws IOException {
        int tag = Short.toUnsignedInt(directory.getShort(at));
        int type = Short.toUnsignedInt(directory.getShort(at + 2));
        long count = Integer.toUnsignedLong(directory.getInt(at + 4));
        int size =
                switch (type) {
                    case BYTE, TEXT -> 1;
                    case SHORT -> 2;
                    case LONG, IFD -> 4;
                    case RATIO -> 8;
                    default -> 0;
                };
        long bytes = size * count;
        if (bytes == 0 || type == BYTE && bytes > 4) {
            numbers.putIfAbsent(tag, new long[0]); // Of a maker's own; that it is there is enough.
            return;
        }
        if (bytes > channel.size())
            throw new IOException("it is damaged: tag %d is as long as the file".formatted(tag));
        long place = bytes <= 4 ? -1 : Integer.toUnsignedLong(directory.getInt(at + 8));
        ByteBuffer values =
                place < 0
                        ? directory.slice(at + 8, 4).order(order)
                        : read(channel, place, Math.toIntExact(bytes), order);
        if (type == TEXT) {
            byte[] text = new byte[(int) bytes];
            values.get(text);
            texts.putIfAbsent(tag, new String(text, StandardCharsets.UTF_8).replace("\0", ""));
        } else if (type == RATIO) {
            double[] all = new double[(int) count];
            for (int i = 0; i < all.length; i++)
                all[i] =
                        (double) Integer.toUnsignedLong(values.getInt())
                                / Integer.toUnsignedLong(values.getInt());
            ratios.putIfAbsent(tag, all);
        } else {
            long[] all = new long[(int) count];
            for (int i = 0; i < all.length; i++)
                all[i] =
                        size == 1
                                ? Byte.toUnsignedLong(values.get())
                                : size == 2
                                        ? Short.toUnsignedLong(values.getShort())
                                        : Integer.toUnsignedLong(values.getInt());
            numbers.putIfAbsent(tag, all);
        }
    }

    /**
     * Reads bytes.
     *
     * @throws IOException when the file ends before
     */
    static ByteBuffer read(FileChannel channel, long place, int bytes, ByteOrder order)
            throws IOException {
        if (place + bytes > channel.size())
            throw new IOException(
                    "it is truncated, %d bytes long where its header promises %d"
                            .formatted(channel.size(), place + bytes));
        ByteBuffer buffer = ByteBuffer.allocate(bytes).order(order);
        while (buffer.hasRemaining())
            if (channel.read(buffer, place + buffer.position()) < 0)
                throw new IOException("it became shorter while it was read");
        return buffer.flip();
    }

    /** The first value of a tag. */
    public int number(int tag, int missing) {
        long[] values = numbers.get(tag);
        return values == null || values.length == 0 ? missing : (int) values[0];
    }

    /** All values of a tag; none where it is missing. */
    long[] all(int tag) {
        return numbers.getOrDefault(tag, new long[0]);
    }

    boolean has(int tag) {
        return numbers.containsKey(tag) || ratios.containsKey(tag) || texts.containsKey(tag);
    }

    /** What somebody wrote of the image; empty where nobody did. */
    String description() {
        return texts.getOrDefault(DESCRIPTION, "");
    }
}

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
import java.util.Set;
import java.util.TreeMap;

/**
 * Reads the tags of TIFF and BigTIFF. Both are alike but for the width of places and counts. What a
 * file says costs no more memory than it has bytes.
 *
 * @see <a href="https://www.awaresystems.be/imaging/tiff/bigtiff.html">BigTIFF</a>
 */
final class TiffTags {
    private static final int BYTE = 1;
    private static final int TEXT = 2;
    private static final int SHORT = 3;
    private static final int LONG = 4;
    private static final int RATIO = 5;
    private static final int UNDEFINED = 7;
    private static final int IFD = 13;
    private static final int LONG_8 = 16;
    private static final int IFD_8 = 18;
    private static final int MAGIC = 42;
    private static final int BIG_MAGIC = 43;

    /** Of what is known by its bytes: tables of JPEG, ImageJ's texts. */
    private static final Set<Integer> BYTES = Set.of(347, 50839);

    /** Of strips and tiles, colours, samples, smaller copies, lengths of ImageJ's texts. */
    private static final Set<Integer> LONG_LISTS =
            Set.of(258, 273, 279, 320, 324, 325, 330, 338, 339, 347, 50838, 50839);

    /** What somebody wrote; other texts are of makers. */
    private static final Set<Integer> TEXTS = Set.of(270, 305, 306, 315, 316);

    private static final int LONGEST_OTHER = 1 << 10;

    /** A page's tags may lie where those of another do, but not all those of thousands. */
    private static final int SHARED = 8;

    private static final long SLACK = 1 << 20;

    private final Path file;
    private final FileChannel channel;
    private final long size;
    private final ByteOrder order;
    private final boolean big;
    private long taken;

    TiffTags(Path file, FileChannel channel) throws IOException {
        this.file = file;
        this.channel = channel;
        this.size = channel.size();
        ByteBuffer header = TiffDirectory.read(channel, 0, 8, ByteOrder.LITTLE_ENDIAN);
        order = header.get(0) == 'M' ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        header.order(order);
        int magic = header.getShort(2);
        big = magic == BIG_MAGIC && header.getShort(4) == Long.BYTES;
        if (header.get(0) != header.get(1) || magic != MAGIC && !big)
            throw new IOException("it is no TIFF file");
    }

    static boolean isBig(FileChannel channel) throws IOException {
        if (channel.size() < 4) return false;
        byte[] start = TiffDirectory.read(channel, 0, 4, ByteOrder.BIG_ENDIAN).array();
        return start[0] == 'I' && start[1] == 'I' && start[2] == BIG_MAGIC && start[3] == 0
                || start[0] == 'M' && start[1] == 'M' && start[2] == 0 && start[3] == BIG_MAGIC;
    }

    /** All pages, in the order in which each names the next. */
    List<TiffDirectory> pages() throws IOException {
        long start = big ? place(16, 8) : place(8, 4);
        List<TiffDirectory> pages = new ArrayList<>();
        Set<Long> seen = new HashSet<>();
        while (start != 0) {
            if (!seen.add(start))
                throw new IOException("its pages go round in a circle after page " + pages.size());
            start = read(start, pages.size() + 1, pages);
        }
        if (pages.isEmpty()) throw new IOException("it holds no image");
        return pages;
    }

    /** The smaller copies that a page names. */
    List<TiffDirectory> below(TiffDirectory page) throws IOException {
        List<TiffDirectory> below = new ArrayList<>();
        for (long place : page.all(TiffDirectory.BELOW)) read(place, page.page(), below);
        return below;
    }

    /** At the end of a header of so many bytes. */
    private long place(int header, int width) throws IOException {
        ByteBuffer bytes = TiffDirectory.read(channel, 0, header, order);
        return width == 8 ? bytes.getLong(header - 8) : word(bytes, header - 4);
    }

    private static long word(ByteBuffer bytes, int at) {
        return Integer.toUnsignedLong(bytes.getInt(at));
    }

    /** Adds the page there; gives the place of the next. */
    private long read(long place, int number, List<TiffDirectory> pages) throws IOException {
        int width = big ? Long.BYTES : Integer.BYTES;
        int head = big ? Long.BYTES : Short.BYTES;
        ByteBuffer count = TiffDirectory.read(channel, place, head, order);
        long entries = big ? count.getLong(0) : Short.toUnsignedInt(count.getShort(0));
        int entry = 4 + 2 * width;
        if (entries < 0 || entries > size / entry || entries > 0xffff)
            throw new IOException(
                    "it is damaged: page %d has %s tags"
                            .formatted(number, Long.toUnsignedString(entries)));
        int end = (int) entries * entry;
        ByteBuffer directory = TiffDirectory.read(channel, place + head, end + width, order);
        TiffDirectory page =
                new TiffDirectory(
                        file, number, order, new TreeMap<>(), new TreeMap<>(), new TreeMap<>());
        for (int at = 0; at < end; at += entry) add(page, directory, at, width);
        pages.add(page);
        return big ? directory.getLong(end) : word(directory, end);
    }

    private void add(TiffDirectory page, ByteBuffer directory, int at, int width)
            throws IOException {
        int tag = Short.toUnsignedInt(directory.getShort(at));
        int type = Short.toUnsignedInt(directory.getShort(at + 2));
        long count = big ? directory.getLong(at + 4) : word(directory, at + 4);
        int each = width(tag, type);
        int field = at + 4 + width;
        boolean inside = count >= 0 && count * each <= width;
        boolean wanted =
                type == TEXT
                        ? TEXTS.contains(tag) && (page.page() == 1 || tag != 270)
                        : count <= LONGEST_OTHER || LONG_LISTS.contains(tag);
        if (each == 0
                || count == 0
                || !inside && (!wanted || type == BYTE && !BYTES.contains(tag))) {
            page.numbers().putIfAbsent(tag, new long[0]); // That it is there is enough.
            return;
        }
        if (count < 0 || count > size / each)
            throw new IOException("it is damaged: tag %d is as long as the file".formatted(tag));
        int bytes = Math.toIntExact(each * count);
        if (!inside) {
            taken += bytes;
            if (taken > SHARED * size + SLACK)
                throw new IOException("it is damaged: its pages share their tags");
        }
        ByteBuffer values =
                inside
                        ? directory.slice(field, width).order(order)
                        : TiffDirectory.read(
                                channel,
                                big ? directory.getLong(field) : word(directory, field),
                                bytes,
                                order);
        if (type == TEXT) page.texts().putIfAbsent(tag, text(values, bytes));
        else if (type == RATIO) page.ratios().putIfAbsent(tag, ratios(values, (int) count));
        else page.numbers().putIfAbsent(tag, numbers(values, (int) count, each));
    }

    /** Bytes of a value; 0 of those that are not read. */
    private static int width(int tag, int type) {
        return switch (type) {
            case BYTE, TEXT -> 1;
            case UNDEFINED -> BYTES.contains(tag) ? 1 : 0;
            case SHORT -> 2;
            case LONG, IFD -> 4;
            case RATIO -> 8;
            default -> type >= LONG_8 && type <= IFD_8 ? 8 : 0;
        };
    }

    private static String text(ByteBuffer values, int bytes) {
        byte[] text = new byte[bytes];
        values.get(text);
        return new String(text, StandardCharsets.UTF_8).replace("\0", "");
    }

    private static double[] ratios(ByteBuffer values, int count) {
        double[] all = new double[count];
        for (int i = 0; i < count; i++)
            all[i] =
                    (double) Integer.toUnsignedLong(values.getInt())
                            / Integer.toUnsignedLong(values.getInt());
        return all;
    }

    private static long[] numbers(ByteBuffer values, int count, int each) {
        long[] all = new long[count];
        for (int i = 0; i < count; i++)
            all[i] =
                    switch (each) {
                        case 1 -> Byte.toUnsignedLong(values.get());
                        case 2 -> Short.toUnsignedLong(values.getShort());
                        case 4 -> Integer.toUnsignedLong(values.getInt());
                        default -> values.getLong();
                    };
        return all;
    }
}

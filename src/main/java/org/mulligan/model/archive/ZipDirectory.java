package org.mulligan.model.archive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.zip.ZipException;

/**
 * The directory of a zip, read without unpacking anything. Java's own reader does not tell which
 * entries are links, and takes what overlaps, so what a zip says of itself is read here.
 *
 * <p>Not by commons-compress: its reader takes entries that share their bytes, reads the whole
 * directory before anybody can count it (1 GB of memory for a zip of 51 MB with a million entries),
 * goes on where bytes follow the end, and takes an end record within a comment for the zip's own,
 * where Java's reader sees other files. It would be four more jars for fewer guarantees.
 *
 * @see <a href="https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT">the format</a>
 */
final class ZipDirectory {
    private static final int END = 0x06054b50;
    private static final int END_BYTES = 22;
    private static final int WIDE_PLACE = 0x07064b50;
    private static final int WIDE_PLACE_BYTES = 20;
    private static final int WIDE_END = 0x06064b50;
    private static final int WIDE_END_BYTES = 56;
    private static final int ENTRY = 0x02014b50;
    private static final int ENTRY_BYTES = 46;
    private static final int LOCAL_BYTES = 30;
    private static final int COMMENT_BYTES = 0xffff;
    private static final int WIDE_FIELDS = 1;
    private static final long NARROW = 0xffffffffL;
    private static final int UNIX_KIND = 0xf000;
    private static final int UNIX_LINK = 0xa000;

    /**
     * @param packed bytes in the zip
     * @param size bytes unpacked, as the zip says
     * @param place where it starts in the zip
     */
    record Entry(
            String name,
            long packed,
            long size,
            long place,
            boolean isLink,
            boolean isEncrypted,
            int method) {
        boolean isFolder() {
            return name.endsWith("/");
        }
    }

    private interface Bytes {
        /**
         * @throws ZipException when there are fewer
         */
        ByteBuffer at(long place, long count) throws IOException;
    }

    private ZipDirectory() {}

    /**
     * @throws ZipException when it is no whole zip; the text says why
     * @throws IOException when it has too many entries; the text is the end of a sentence
     */
    static List<Entry> of(Path zip) throws IOException {
        try (FileChannel file = FileChannel.open(zip, StandardOpenOption.READ)) {
            long size = file.size();
            return read(
                    size,
                    (place, count) -> {
                        ByteBuffer bytes = room(place, count, size);
                        while (bytes.hasRemaining())
                            if (file.read(bytes, place + bytes.position()) < 0)
                                throw new ZipException("it ends too soon");
                        return bytes.flip();
                    });
        }
    }

    /** The same of a zip in memory. */
    static List<Entry> of(byte[] zip) throws IOException {
        return read(
                zip.length,
                (place, count) ->
                        room(place, count, zip.length).put(zip, (int) place, (int) count).flip());
    }

    private static ByteBuffer room(long place, long count, long size) throws ZipException {
        if (place < 0 || count < 0 || count > Integer.MAX_VALUE || place > size - count)
            throw new ZipException("its directory points past its end");
        return ByteBuffer.allocate((int) count).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static List<Entry> read(long size, Bytes bytes) throws IOException {
        long end = end(size, bytes);
        ByteBuffer last = bytes.at(end, END_BYTES);
        long count = Short.toUnsignedLong(last.getShort(10));
        long length = Integer.toUnsignedLong(last.getInt(12));
        long place = Integer.toUnsignedLong(last.getInt(16));
        if (count == COMMENT_BYTES || length == NARROW || place == NARROW) {
            ByteBuffer wide = wideEnd(end, bytes);
            count = wide.getLong(32);
            length = wide.getLong(40);
            place = wide.getLong(48);
        }
        if (count < 0 || count > ModelLimits.ENTRIES)
            throw new IOException(
                    "has %,d files, and %,d are allowed".formatted(count, ModelLimits.ENTRIES));
        // Names may be long, so this bounds what is read before each of them is looked at.
        if (length < 0 || length > count * (ENTRY_BYTES + 4096L))
            throw new ZipException("its directory has an impossible size");
        List<Entry> entries = entries(bytes.at(place, length), count);
        requireApart(entries, place);
        return entries;
    }

    /** The end's place; a comment may follow it, of the length that it says. */
    private static long end(long size, Bytes bytes) throws IOException {
        long from = Math.max(0, size - END_BYTES - COMMENT_BYTES);
        ByteBuffer tail = bytes.at(from, size - from);
        for (int at = tail.limit() - END_BYTES; at >= 0; at--)
            if (tail.getInt(at) == END
                    && at + END_BYTES + Short.toUnsignedInt(tail.getShort(at + 20)) == tail.limit())
                return from + at;
        throw new ZipException("its end is missing");
    }

    private static ByteBuffer wideEnd(long end, Bytes bytes) throws IOException {
        ByteBuffer place = bytes.at(end - WIDE_PLACE_BYTES, WIDE_PLACE_BYTES);
        if (place.getInt(0) != WIDE_PLACE) throw new ZipException("its end is broken");
        ByteBuffer wide = bytes.at(place.getLong(8), WIDE_END_BYTES);
        if (wide.getInt(0) != WIDE_END) throw new ZipException("its end is broken");
        return wide;
    }

    private static List<Entry> entries(ByteBuffer in, long count) throws ZipException {
        List<Entry> entries = new ArrayList<>();
        for (long i = 0; i < count; i++) {
            if (in.remaining() < ENTRY_BYTES || in.getInt(in.position()) != ENTRY)
                throw new ZipException("its directory is broken");
            int at = in.position();
            int name = Short.toUnsignedInt(in.getShort(at + 28));
            int extra = Short.toUnsignedInt(in.getShort(at + 30));
            int comment = Short.toUnsignedInt(in.getShort(at + 32));
            if (in.remaining() < ENTRY_BYTES + name + extra + comment)
                throw new ZipException("its directory is broken");
            byte[] letters = new byte[name];
            in.get(at + ENTRY_BYTES, letters);
            entries.add(
                    entry(
                            in,
                            at,
                            new String(letters, StandardCharsets.UTF_8),
                            in.slice(at + ENTRY_BYTES + name, extra)
                                    .order(ByteOrder.LITTLE_ENDIAN)));
            in.position(at + ENTRY_BYTES + name + extra + comment);
        }
        return entries;
    }

    private static Entry entry(ByteBuffer in, int at, String name, ByteBuffer extra)
            throws ZipException {
        long[] sizes = {
            Integer.toUnsignedLong(in.getInt(at + 24)),
            Integer.toUnsignedLong(in.getInt(at + 20)),
            Integer.toUnsignedLong(in.getInt(at + 42))
        };
        widen(sizes, extra);
        int unix = in.getInt(at + 38) >>> 16;
        return new Entry(
                name,
                sizes[1],
                sizes[0],
                sizes[2],
                (unix & UNIX_KIND) == UNIX_LINK,
                (in.getShort(at + 8) & 1) != 0,
                Short.toUnsignedInt(in.getShort(at + 10)));
    }

    /** Size, packed size and place, where they did not fit into 32 bits. */
    private static void widen(long[] sizes, ByteBuffer extra) throws ZipException {
        while (extra.remaining() >= 4) {
            int kind = Short.toUnsignedInt(extra.getShort());
            int length = Short.toUnsignedInt(extra.getShort());
            if (length > extra.remaining()) throw new ZipException("its directory is broken");
            int next = extra.position() + length;
            for (int i = 0; kind == WIDE_FIELDS && i < sizes.length; i++)
                if (sizes[i] == NARROW && next - extra.position() >= 8) sizes[i] = extra.getLong();
            extra.position(next);
        }
        for (long size : sizes)
            if (size < 0) throw new ZipException("its directory has a negative size");
    }

    /** Files that share their bytes make a small zip unpack to more than any disk holds. */
    private static void requireApart(List<Entry> entries, long directory) throws ZipException {
        List<Entry> inOrder =
                entries.stream().sorted(Comparator.comparingLong(Entry::place)).toList();
        for (int i = 0; i < inOrder.size(); i++) {
            Entry entry = inOrder.get(i);
            long end = i + 1 < inOrder.size() ? inOrder.get(i + 1).place() : directory;
            long least = LOCAL_BYTES + entry.name().length();
            if (entry.packed() > end - entry.place() - least)
                throw new ZipException(
                        "its files \"%s\" and the next overlap".formatted(entry.name()));
        }
    }
}

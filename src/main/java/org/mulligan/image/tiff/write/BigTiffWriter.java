package org.mulligan.image.tiff.write;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Writes a little-endian BigTIFF of tiles. Pixels come first, as they are made; what the pages say
 * of themselves comes behind, when all is known. Of a page its smaller copies are below it
 * (SubIFDs), which OME-TIFF wants.
 *
 * @see <a href="https://www.awaresystems.be/imaging/tiff/bigtiff.html">BigTIFF</a>
 * @see <a href="https://docs.openmicroscopy.org/ome-model/6.3.1/ome-tiff/specification.html">
 *     OME-TIFF</a>
 */
public final class BigTiffWriter {
    /** Planes with a longer side have smaller copies, px. */
    public static final int LARGE = 4096;

    /** The last smaller copy has no longer side, px. */
    private static final int SMALLEST = 1024;

    private static final int HEADER = 16;
    private static final int ENTRY = 20;
    private static final int TEXT = 2;
    private static final int SHORT = 3;
    private static final int LONG = 4;
    private static final int RATIO = 5;
    private static final int LONG_8 = 16;
    private static final int IFD_8 = 18;
    private static final int REDUCED = 1;
    private static final int CM = 3;

    /** Thousandths of a pixel count in a resolution. */
    private static final int FINE = 1000;

    private final FileChannel channel;
    private final List<List<TiffLevel>> pages = new ArrayList<>();
    private long end = HEADER;

    /**
     * @param channel of an empty file; not closed here
     */
    public BigTiffWriter(FileChannel channel) {
        this.channel = channel;
    }

    private record Field(int type, long count, byte[] bytes) {}

    /**
     * Begins a page.
     *
     * @return the page, then its smaller copies, each half of the one before; all tiles of all of
     *     them are the caller's to write
     */
    public List<TiffLevel> page(TiledLayout layout) {
        List<TiffLevel> levels = new ArrayList<>();
        levels.add(new TiffLevel(this, layout));
        int width = layout.width();
        int height = layout.height();
        boolean large = Math.max(width, height) > LARGE;
        while (large && Math.max(width, height) > SMALLEST) {
            width = (width + 1) / 2;
            height = (height + 1) / 2;
            levels.add(new TiffLevel(this, layout.sized(width, height)));
        }
        pages.add(levels);
        return levels;
    }

    /** Gives rows of a plane. */
    @FunctionalInterface
    public interface Rows {
        /**
         * @param top the first row, px; rows are asked for once and in order
         */
        PlanePixels rows(int top, int count) throws IOException;
    }

    /** A page whose pixels are all there; a row of tiles of it is in memory at a time. */
    public void page(TiledLayout layout, Rows pixels) throws IOException {
        List<TiffLevel> levels = page(layout);
        List<Optional<PlanePixels>> waiting = new ArrayList<>();
        for (int i = 0; i < levels.size(); i++) waiting.add(Optional.empty());
        for (int top = 0; top < layout.height(); top += layout.tileHeight()) {
            int count = Math.min(layout.tileHeight(), layout.height() - top);
            boolean last = top + count == layout.height();
            PlanePixels rows = pixels.rows(top, count);
            levels.get(0).row(top / layout.tileHeight(), rows);
            for (int i = 1; i < levels.size(); i++) {
                PlanePixels half = rows.half();
                rows = waiting.get(i).map(before -> before.and(half)).orElse(half);
                TiffLevel level = levels.get(i);
                waiting.set(i, Optional.empty());
                if (rows.height() < level.layout.tileHeight() && !last) {
                    waiting.set(i, Optional.of(rows));
                    break;
                }
                level.row(level.rows++, rows);
            }
        }
    }

    /** Appends bytes; gives their place. */
    synchronized long append(byte[] bytes) throws IOException {
        long place = end;
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) channel.write(buffer, place + buffer.position());
        end += bytes.length;
        return place;
    }

    /**
     * Writes what the pages say of themselves.
     *
     * @param description of the first page, ASCII
     * @param pixelsPerCm along X and Y; 0 = not known
     */
    public void finish(String description, double pixelsPerCm) throws IOException {
        long first = 0;
        long link = 0;
        for (int i = 0; i < pages.size(); i++) {
            List<TiffLevel> levels = pages.get(i);
            long[] below = new long[levels.size() - 1];
            for (int k = 0; k < below.length; k++)
                below[k] = directory(fields(levels.get(k + 1), REDUCED));
            TreeMap<Integer, Field> fields = fields(levels.get(0), 0);
            if (below.length > 0) fields.put(330, longs(IFD_8, below));
            if (i == 0) {
                fields.put(270, text(description));
                fields.put(305, text("Mulligan"));
            }
            if (pixelsPerCm > 0 && pixelsPerCm < Integer.MAX_VALUE / (double) FINE) {
                fields.put(282, ratio(pixelsPerCm));
                fields.put(283, ratio(pixelsPerCm));
                fields.put(296, shorts(CM));
            }
            long place = directory(fields);
            if (i == 0) first = place;
            else patch(link, place);
            link = place + Long.BYTES + (long) fields.size() * ENTRY;
        }
        header(first);
    }

    private static TreeMap<Integer, Field> fields(TiffLevel level, int subfile) {
        TiledLayout layout = level.layout;
        TreeMap<Integer, Field> fields = new TreeMap<>();
        int[] bits = new int[layout.kind().samples];
        Arrays.fill(bits, layout.kind().bits);
        int[] formats = new int[layout.kind().samples];
        Arrays.fill(formats, layout.kind().format);
        fields.put(254, words(subfile));
        fields.put(256, words(layout.width()));
        fields.put(257, words(layout.height()));
        fields.put(258, shorts(bits));
        fields.put(259, shorts(layout.codec().number()));
        fields.put(262, shorts(layout.kind().samples == 3 ? 2 : 1));
        fields.put(277, shorts(layout.kind().samples));
        fields.put(284, shorts(1));
        if (layout.predictor() > 1) fields.put(317, shorts(layout.predictor()));
        fields.put(322, words(layout.tileWidth()));
        fields.put(323, words(layout.tileHeight()));
        fields.put(324, longs(LONG_8, level.offsets));
        fields.put(325, longs(LONG_8, level.lengths));
        fields.put(339, shorts(formats));
        return fields;
    }

    /** Appends what does not fit into the entries, then these; gives their place. */
    private long directory(TreeMap<Integer, Field> fields) throws IOException {
        ByteBuffer entries =
                ByteBuffer.allocate(2 * Long.BYTES + fields.size() * ENTRY)
                        .order(ByteOrder.LITTLE_ENDIAN);
        entries.putLong(fields.size());
        for (var field : fields.entrySet()) {
            byte[] bytes = field.getValue().bytes;
            entries.putShort(field.getKey().shortValue());
            entries.putShort((short) field.getValue().type).putLong(field.getValue().count);
            if (bytes.length <= Long.BYTES) entries.put(Arrays.copyOf(bytes, Long.BYTES));
            else entries.putLong(aligned(bytes));
        }
        return aligned(entries.array());
    }

    private long aligned(byte[] bytes) throws IOException {
        end = (end + Long.BYTES - 1) / Long.BYTES * Long.BYTES;
        return append(bytes);
    }

    private void patch(long at, long value) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        channel.write(bytes.putLong(value).flip(), at);
    }

    private void header(long first) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(HEADER).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put((byte) 'I').put((byte) 'I').putShort((short) 43);
        bytes.putShort((short) Long.BYTES).putShort((short) 0).putLong(first);
        channel.write(bytes.flip(), 0);
    }

    private static Field text(String text) {
        byte[] bytes = (text + "\0").getBytes(StandardCharsets.US_ASCII);
        return new Field(TEXT, bytes.length, bytes);
    }

    private static Field shorts(int... values) {
        ByteBuffer bytes = ByteBuffer.allocate(2 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (int value : values) bytes.putShort((short) value);
        return new Field(SHORT, values.length, bytes.array());
    }

    private static Field words(int value) {
        ByteBuffer bytes = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN);
        return new Field(LONG, 1, bytes.putInt(value).array());
    }

    private static Field ratio(double value) {
        ByteBuffer bytes = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
        return new Field(
                RATIO, 1, bytes.putInt((int) Math.round(value * FINE)).putInt(FINE).array());
    }

    private static Field longs(int type, long[] values) {
        ByteBuffer bytes =
                ByteBuffer.allocate(Long.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (long value : values) bytes.putLong(value);
        return new Field(type, values.length, bytes.array());
    }
}

package org.mulligan.image.tiff;

import ij.io.FileInfo;
import ij.io.ImageReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.mulligan.image.plane.Pixels;

/**
 * The pixels of one page as ImageJ has them: {@code byte[]}, {@code short[]}, {@code float[]}, or
 * {@code int[]} for RGB. Values are those of the file. What ImageJ has no pixels for goes into the
 * next that holds it: signed 8 bit into signed 16 bit, 24 bit and more into floats.
 *
 * @see <a href="https://www.itu.int/itudoc/itu-t/com16/tiff-fx/docs/tiff6.pdf">TIFF 6.0</a>
 */
final class TiffPixels {
    /** ImageJ stores signed 16-bit pixels so much too high. */
    static final int SIGNED_ZERO = 32768;

    /** Whole numbers from here on are rounded in floats. */
    private static final long EXACT = 1 << 24;

    private final TiffPage page;
    private final FileChannel channel;
    private long rounded;

    TiffPixels(TiffPage page, FileChannel channel) {
        this.page = page;
        this.channel = channel;
    }

    /**
     * Reads a plane.
     *
     * @param plane of the page, from 0: a sample of each pixel, or 0 for RGB
     */
    Object read(int plane) throws IOException {
        int size = page.width() * page.height();
        Object pixels =
                page.isColour()
                        ? new int[size]
                        : Pixels.blank(page.depth(), page.width(), page.height()).array();
        if (page.isColour()) {
            Arrays.fill((int[]) pixels, 0xff000000);
            if (page.planar()) for (int c = 0; c < 3; c++) fill(pixels, c, c, 0);
            else for (int c = 0; c < 3; c++) fill(pixels, c, 0, c);
        } else if (page.planar()) fill(pixels, 0, plane, 0);
        else fill(pixels, 0, 0, plane);
        return pixels;
    }

    /** How many whole numbers so far were too large for floats to hold exactly. */
    long rounded() {
        return rounded;
    }

    /**
     * @param colour red, green or blue of RGB
     * @param set of chunks, where samples lie in chunks of their own
     * @param sample in each pixel of a chunk
     */
    private void fill(Object pixels, int colour, int set, int sample) throws IOException {
        for (int chunk = 0; chunk < page.chunks(); chunk++) {
            ByteBuffer bytes = chunk(set * page.chunks() + chunk);
            int left = chunk % page.chunksAcross() * page.chunkWidth();
            int top = chunk / page.chunksAcross() * page.chunkHeight();
            int rows = Math.min(page.rows(chunk), page.height() - top);
            int columns = Math.min(page.chunkWidth(), page.width() - left);
            for (int y = 0; y < rows; y++)
                for (int x = 0; x < columns; x++)
                    put(
                            pixels,
                            (top + y) * page.width() + left + x,
                            colour,
                            raw(
                                    bytes,
                                    (int) (y * page.bytesOfRow()),
                                    x * page.together() + sample));
        }
    }

    private void put(Object pixels, int at, int colour, long raw) {
        if (pixels instanceof int[] values) values[at] |= (int) raw << 16 - 8 * colour;
        else if (pixels instanceof byte[] values)
            values[at] = (byte) (page.bits() == 1 ? -raw : raw); // As ImageJ has masks: 0 and 255.
        else if (pixels instanceof short[] values)
            values[at] = (short) (page.isSigned() ? signed(raw) + SIGNED_ZERO : raw);
        else ((float[]) pixels)[at] = real(raw);
    }

    private float real(long raw) {
        if (page.format() == TiffPage.FLOAT)
            return switch (page.bits()) {
                case 16 -> half((int) raw);
                case 32 -> Float.intBitsToFloat((int) raw);
                default -> (float) Double.longBitsToDouble(raw);
            };
        long value = page.format() == TiffPage.SIGNED ? signed(raw) : raw;
        boolean unsignedLong = page.format() == TiffPage.UNSIGNED && raw < 0;
        float real = unsignedLong ? (float) ((raw >>> 1 | raw & 1) * 2.0) : (float) value;
        if (unsignedLong || Math.abs(value) > EXACT && (long) real != value) rounded++;
        return real;
    }

    private long signed(long raw) {
        int free = Long.SIZE - page.bits();
        return raw << free >> free;
    }

    /** IEEE 754 half precision. */
    private static float half(int raw) {
        int exponent = raw >> 10 & 0x1f;
        int fraction = raw & 0x3ff;
        float sign = (raw & 0x8000) == 0 ? 1 : -1;
        if (exponent == 0x1f) return fraction == 0 ? sign * Float.POSITIVE_INFINITY : Float.NaN;
        if (exponent == 0) return sign * Math.scalb((float) fraction, -24);
        return sign * Math.scalb((float) (fraction | 0x400), exponent - 25);
    }

    /** The bits of a sample; those that are no whole bytes lie packed, highest first. */
    private long raw(ByteBuffer bytes, int row, int sample) {
        int bits = page.bits();
        switch (bits) {
            case 8:
                return Byte.toUnsignedLong(bytes.get(row + sample));
            case 16:
                return Short.toUnsignedLong(bytes.getShort(row + 2 * sample));
            case 32:
                return Integer.toUnsignedLong(bytes.getInt(row + 4 * sample));
            case 64:
                return bytes.getLong(row + 8 * sample);
            default:
                break;
        }
        long value = 0;
        if (bits == 24) {
            for (int i = 0; i < 3; i++) {
                int at = page.order() == ByteOrder.BIG_ENDIAN ? i : 2 - i;
                value = value << 8 | Byte.toUnsignedLong(bytes.get(row + 3 * sample + at));
            }
            return value;
        }
        long first = (long) sample * bits;
        for (long bit = first; bit < first + bits; bit++)
            value =
                    value << 1
                            | bytes.get((int) (row + bit / Byte.SIZE)) >> 7 - bit % Byte.SIZE & 1;
        return value;
    }

    private ByteBuffer chunk(int number) throws IOException {
        int whole = Math.toIntExact(page.bytesOfRow() * page.rows(number % page.chunks()));
        long stored = page.length(number);
        if (stored > Integer.MAX_VALUE - 8)
            throw new IOException("it is damaged: a piece of %d bytes".formatted(stored));
        byte[] bytes =
                TiffDirectory.read(channel, page.offsets()[number], (int) stored, page.order())
                        .array();
        if (page.reversed())
            for (int i = 0; i < bytes.length; i++)
                bytes[i] = (byte) (Integer.reverse(bytes[i]) >>> 24);
        byte[] pixels = unpacked(bytes, whole);
        if (pixels.length < whole)
            throw new IOException(
                    "it is damaged: piece %d of its pixels has %d bytes where %d are needed"
                            .formatted(number + 1, pixels.length, whole));
        ByteBuffer buffer = ByteBuffer.wrap(pixels).order(page.order());
        if (page.compressed() && page.predictor() > 1)
            for (int y = 0; y < page.rows(number % page.chunks()); y++)
                accumulate(buffer, (int) (y * page.bytesOfRow()));
        return buffer;
    }

    private byte[] unpacked(byte[] bytes, int whole) throws IOException {
        try {
            return switch (page.compression()) {
                case TiffPage.LZW -> TiffLzw.unpacked(bytes, whole);
                case TiffPage.PACK_BITS ->
                        new ImageReader(new FileInfo()).packBitsUncompress(bytes, whole);
                case TiffPage.DEFLATE, TiffPage.OLD_DEFLATE -> inflated(bytes, whole);
                default -> bytes;
            };
        } catch (RuntimeException | DataFormatException e) {
            throw new IOException("it is damaged: its pixels cannot be unpacked (" + e + ")", e);
        }
    }

    private static byte[] inflated(byte[] bytes, int whole) throws DataFormatException {
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(bytes);
            byte[] pixels = new byte[whole];
            int done = 0;
            while (done < whole) {
                int more = inflater.inflate(pixels, done, whole - done);
                if (more == 0) return Arrays.copyOf(pixels, done);
                done += more;
            }
            return pixels;
        } finally {
            inflater.end();
        }
    }

    /** Undoes differences of neighbours in a row. */
    private void accumulate(ByteBuffer bytes, int row) {
        int step = page.together();
        int count = page.chunkWidth() * step;
        if (page.predictor() == 3) {
            accumulateBytes(bytes.array(), row, count, step);
            return;
        }
        for (int i = step; i < count; i++)
            switch (page.bits()) {
                case 8 ->
                        bytes.put(row + i, (byte) (bytes.get(row + i) + bytes.get(row + i - step)));
                case 16 -> {
                    int at = row + 2 * i;
                    bytes.putShort(
                            at, (short) (bytes.getShort(at) + bytes.getShort(at - 2 * step)));
                }
                case 32 -> {
                    int at = row + 4 * i;
                    bytes.putInt(at, bytes.getInt(at) + bytes.getInt(at - 4 * step));
                }
                default -> {
                    int at = row + 8 * i;
                    bytes.putLong(at, bytes.getLong(at) + bytes.getLong(at - 8 * step));
                }
            }
    }

    /** Of floats: first all highest bytes of a row, then all second ones. */
    private void accumulateBytes(byte[] bytes, int row, int count, int step) {
        int size = page.bits() / Byte.SIZE;
        byte[] planes = Arrays.copyOfRange(bytes, row, row + count * size);
        for (int i = step; i < planes.length; i++) planes[i] += planes[i - step];
        boolean highestFirst = page.order() == ByteOrder.BIG_ENDIAN;
        for (int i = 0; i < count; i++)
            for (int b = 0; b < size; b++)
                bytes[row + i * size + (highestFirst ? b : size - 1 - b)] = planes[b * count + i];
    }
}

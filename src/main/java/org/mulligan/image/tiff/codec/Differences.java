package org.mulligan.image.tiff.codec;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Rows that hold what a pixel has more than the one before it, which packs better.
 *
 * @param predictor 1 none, 2 differences of neighbours, 3 the same of floats byte by byte
 * @param bits of a sample: 8, 16, 24, 32 or 64
 * @param samples of a pixel that lie together
 * @see <a href="https://www.itu.int/itudoc/itu-t/com16/tiff-fx/docs/tiff6.pdf">TIFF 6.0, section
 *     14</a>
 * @see <a href="https://chriscox.org/TIFFTN3d1.pdf">Technical note 3, for floats</a>
 */
public record Differences(int predictor, int bits, int samples, ByteOrder order) {
    /**
     * Turns differences into values, in place.
     *
     * @param rows bytes of whole rows
     * @param columns pixels of a row
     */
    public void undo(byte[] rows, int columns) {
        int count = columns * samples;
        int size = count * (bits / Byte.SIZE);
        for (int row = 0; predictor > 1 && row + size <= rows.length; row += size)
            if (predictor == 3) undoFloats(rows, row, count);
            else undoWhole(ByteBuffer.wrap(rows).order(order), row, count);
    }

    /** Turns values into differences, in place; the other way of {@link #undo}. */
    public void make(byte[] rows, int columns) {
        int count = columns * samples;
        int size = count * (bits / Byte.SIZE);
        for (int row = 0; predictor > 1 && row + size <= rows.length; row += size)
            if (predictor == 3) makeFloats(rows, row, count);
            else makeWhole(ByteBuffer.wrap(rows).order(order), row, count);
    }

    private void undoWhole(ByteBuffer bytes, int row, int count) {
        for (int i = samples; i < count; i++) add(bytes, row, i, 1);
    }

    private void makeWhole(ByteBuffer bytes, int row, int count) {
        for (int i = count - 1; i >= samples; i--) add(bytes, row, i, -1);
    }

    /** Adds or takes away the sample of the pixel before. */
    private void add(ByteBuffer bytes, int row, int i, int sign) {
        int before = i - samples;
        switch (bits) {
            case 8 ->
                    bytes.put(
                            row + i, (byte) (bytes.get(row + i) + sign * bytes.get(row + before)));
            case 16 -> {
                int at = row + 2 * i;
                bytes.putShort(
                        at, (short) (bytes.getShort(at) + sign * bytes.getShort(row + 2 * before)));
            }
            case 24 -> {
                int at = row + 3 * i;
                put24(bytes, at, get24(bytes, at) + sign * get24(bytes, row + 3 * before));
            }
            case 32 -> {
                int at = row + 4 * i;
                bytes.putInt(at, bytes.getInt(at) + sign * bytes.getInt(row + 4 * before));
            }
            default -> {
                int at = row + 8 * i;
                bytes.putLong(at, bytes.getLong(at) + sign * bytes.getLong(row + 8 * before));
            }
        }
    }

    private int get24(ByteBuffer bytes, int at) {
        int value = 0;
        for (int i = 0; i < 3; i++)
            value = value << 8 | bytes.get(at + (highestFirst() ? i : 2 - i)) & 0xff;
        return value;
    }

    private void put24(ByteBuffer bytes, int at, int value) {
        for (int i = 0; i < 3; i++)
            bytes.put(at + (highestFirst() ? 2 - i : i), (byte) (value >> 8 * i));
    }

    private boolean highestFirst() {
        return order == ByteOrder.BIG_ENDIAN;
    }

    /** Of floats: first all highest bytes of a row, then all second ones. */
    private void undoFloats(byte[] bytes, int row, int count) {
        int size = bits / Byte.SIZE;
        byte[] planes = Arrays.copyOfRange(bytes, row, row + count * size);
        for (int i = samples; i < planes.length; i++) planes[i] += planes[i - samples];
        for (int i = 0; i < count; i++)
            for (int b = 0; b < size; b++)
                bytes[row + i * size + (highestFirst() ? b : size - 1 - b)] = planes[b * count + i];
    }

    private void makeFloats(byte[] bytes, int row, int count) {
        int size = bits / Byte.SIZE;
        byte[] planes = new byte[count * size];
        for (int i = 0; i < count; i++)
            for (int b = 0; b < size; b++)
                planes[b * count + i] = bytes[row + i * size + (highestFirst() ? b : size - 1 - b)];
        for (int i = planes.length - 1; i >= samples; i--) planes[i] -= planes[i - samples];
        System.arraycopy(planes, 0, bytes, row, planes.length);
    }
}

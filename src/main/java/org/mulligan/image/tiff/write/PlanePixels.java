package org.mulligan.image.tiff.write;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.mulligan.image.tiff.write.TiledLayout.Kind;

/**
 * Pixels of a plane as tiles, and as half as many along each side.
 *
 * @param array {@code byte[]}, {@code short[]}, {@code float[]}, or {@code int[]} for RGB, as
 *     ImageJ has them: signed values of 16 bit are 32768 too high
 */
public record PlanePixels(Object array, int width, int height, Kind kind)
        implements BigTiffWriter.Rows {
    private static final int SIGNED_ZERO = 32768;

    @Override
    public PlanePixels rows(int top, int count) {
        if (top == 0 && count == height) return this;
        int from = top * width;
        int to = from + count * width;
        Object some =
                switch (kind) {
                    case UINT8 -> Arrays.copyOfRange((byte[]) array, from, to);
                    case UINT16, INT16 -> Arrays.copyOfRange((short[]) array, from, to);
                    case FLOAT -> Arrays.copyOfRange((float[]) array, from, to);
                    case RGB -> Arrays.copyOfRange((int[]) array, from, to);
                };
        return new PlanePixels(some, width, count, kind);
    }

    /** These rows, and others of the same plane below. */
    PlanePixels and(PlanePixels below) {
        Object both =
                switch (kind) {
                    case UINT8 -> new byte[width * (height + below.height)];
                    case UINT16, INT16 -> new short[width * (height + below.height)];
                    case FLOAT -> new float[width * (height + below.height)];
                    case RGB -> new int[width * (height + below.height)];
                };
        System.arraycopy(array, 0, both, 0, width * height);
        System.arraycopy(below.array, 0, both, width * height, width * below.height);
        return new PlanePixels(both, width, height + below.height, kind);
    }

    /** The bytes of a tile, little-endian; 0 beyond the plane. */
    byte[] tile(TiledLayout layout, int column, int row) {
        int size = kind.samples * kind.bits / Byte.SIZE;
        int left = column * layout.tileWidth();
        int top = row * layout.tileHeight();
        int columns = Math.min(layout.tileWidth(), width - left);
        int rows = Math.min(layout.tileHeight(), height - top);
        ByteBuffer bytes =
                ByteBuffer.allocate(layout.tileWidth() * layout.tileHeight() * size)
                        .order(ByteOrder.LITTLE_ENDIAN);
        for (int y = 0; y < rows; y++) {
            bytes.position(y * layout.tileWidth() * size);
            put(bytes, (top + y) * width + left, columns);
        }
        return bytes.array();
    }

    private void put(ByteBuffer bytes, int at, int count) {
        if (array instanceof byte[] values) bytes.put(values, at, count);
        else if (array instanceof float[] values) bytes.asFloatBuffer().put(values, at, count);
        else if (array instanceof int[] values)
            for (int i = at; i < at + count; i++)
                bytes.put((byte) (values[i] >> 16))
                        .put((byte) (values[i] >> 8))
                        .put((byte) values[i]);
        else {
            short[] values = (short[]) array;
            if (kind != Kind.INT16) bytes.asShortBuffer().put(values, at, count);
            else
                for (int i = at; i < at + count; i++)
                    bytes.putShort((short) (values[i] - SIGNED_ZERO));
        }
    }

    /** Each pixel the mean of four; at an odd border of the two, or the one, that are there. */
    PlanePixels half() {
        int w = (width + 1) / 2;
        int h = (height + 1) / 2;
        Object halved =
                switch (kind) {
                    case UINT8 -> new byte[w * h];
                    case UINT16, INT16 -> new short[w * h];
                    case FLOAT -> new float[w * h];
                    case RGB -> new int[w * h];
                };
        for (int y = 0; y < h; y++)
            for (int x = 0; x < w; x++) {
                int right = 2 * x + 1 < width ? 1 : 0;
                int below = 2 * y + 1 < height ? width : 0;
                int at = 2 * y * width + 2 * x;
                mean(halved, y * w + x, at, at + right, at + below, at + below + right);
            }
        return new PlanePixels(halved, w, h, kind);
    }

    private void mean(Object into, int at, int a, int b, int c, int d) {
        if (array instanceof float[] from)
            ((float[]) into)[at] = (from[a] + from[b] + from[c] + from[d]) / 4;
        else if (array instanceof byte[] from)
            ((byte[]) into)[at] =
                    (byte)
                            ((from[a] & 255)
                                            + (from[b] & 255)
                                            + (from[c] & 255)
                                            + (from[d] & 255)
                                            + 2
                                    >> 2);
        else if (array instanceof short[] from)
            ((short[]) into)[at] =
                    (short)
                            ((from[a] & 0xffff)
                                            + (from[b] & 0xffff)
                                            + (from[c] & 0xffff)
                                            + (from[d] & 0xffff)
                                            + 2
                                    >> 2);
        else {
            int[] from = (int[]) array;
            int mean = 0xff;
            for (int shift = 16; shift >= 0; shift -= 8)
                mean =
                        mean << 8
                                | (from[a] >> shift & 255)
                                                + (from[b] >> shift & 255)
                                                + (from[c] >> shift & 255)
                                                + (from[d] >> shift & 255)
                                                + 2
                                        >> 2;
            ((int[]) into)[at] = mean;
        }
    }
}

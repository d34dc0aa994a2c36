package org.mulligan.image.plane;

import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import ij.process.ShortProcessor;

/** One plane of pixels that is read and written by rows, in the units of its array. */
public interface Pixels {
    /** Columns, px. */
    int width();

    /** Rows, px. */
    int height();

    /**
     * Copies {@code count} pixels of row {@code y} from column {@code x} on to the start of {@code
     * into}.
     */
    void get(int x, int y, int count, float[] into);

    /**
     * Overwrites {@code count} pixels of row {@code y} from column {@code x} on; integers are
     * rounded to the nearest and clipped to their range.
     *
     * @return how many values were clipped; not-a-number becomes 0 and counts
     */
    int set(int x, int y, int count, float[] from);

    /**
     * A new array with the pixels of a rectangle, row by row; {@code x} and {@code y} its corner.
     */
    default float[] part(int x, int y, int width, int height) {
        float[] values = new float[Math.multiplyExact(width, height)];
        float[] row = new float[width];
        for (int v = 0; v < height; v++) {
            get(x, y + v, width, row);
            System.arraycopy(row, 0, values, v * width, width);
        }
        return values;
    }

    /** A new array with all pixels, row by row. */
    default float[] all() {
        return part(0, 0, width(), height());
    }

    /** A copy of some rows, in the units and the depth of this plane. */
    default Pixels rows(int top, int count) {
        Pixels rows = blank(bitDepth(), width(), count);
        float[] row = new float[width()];
        for (int y = 0; y < count; y++) {
            get(0, top + y, row.length, row);
            rows.set(0, y, row.length, row);
        }
        return rows;
    }

    /** Bits of a pixel: 8, 16 or 32. */
    default int bitDepth() {
        Object array = array();
        return array instanceof byte[]
                ? Byte.SIZE
                : array instanceof short[] ? Short.SIZE : Float.SIZE;
    }

    /**
     * The {@code byte[]}, {@code short[]} or {@code float[]} behind, row by row; not a copy.
     *
     * @throws UnsupportedOperationException where the plane is not in memory
     */
    Object array();

    /** Whether the plane is an array in memory. */
    default boolean isArray() {
        return true;
    }

    /**
     * A view of ImageJ's own array.
     *
     * @throws IllegalArgumentException for RGB
     */
    static Pixels of(ImageProcessor plane) {
        return of(plane.getPixels(), plane.getWidth(), plane.getHeight());
    }

    /**
     * A view of an array.
     *
     * @param array {@code byte[]} and {@code short[]}, both unsigned, or {@code float[]}
     */
    static Pixels of(Object array, int width, int height) {
        if (array instanceof byte[] values) return new Bytes(values, width, height);
        if (array instanceof short[] values) return new Shorts(values, width, height);
        if (array instanceof float[] values) return new Floats(values, width, height);
        throw new IllegalArgumentException(
                "RGB images cannot be read as intensities; use Image > Type > 8-bit, or split channels");
    }

    /**
     * New pixels, all 0.
     *
     * @param bitDepth 8, 16 or 32
     */
    static Pixels blank(int bitDepth, int width, int height) {
        int size = Math.multiplyExact(width, height);
        return of(
                switch (bitDepth) {
                    case 8 -> new byte[size];
                    case 16 -> new short[size];
                    default -> new float[size];
                },
                width,
                height);
    }

    /**
     * ImageJ's view of a {@code byte[]}, {@code short[]}, {@code float[]} or, for RGB, {@code
     * int[]}.
     */
    static ImageProcessor processor(Object array, int width, int height) {
        if (array instanceof byte[] values) return new ByteProcessor(width, height, values, null);
        if (array instanceof short[] values) return new ShortProcessor(width, height, values, null);
        if (array instanceof int[] values) return new ColorProcessor(width, height, values);
        return new FloatProcessor(width, height, (float[]) array, null);
    }

    /** Unsigned 8-bit. */
    record Bytes(byte[] array, int width, int height) implements Pixels {
        @Override
        public void get(int x, int y, int count, float[] into) {
            int at = y * width + x;
            for (int i = 0; i < count; i++) into[i] = array[at + i] & 0xff;
        }

        @Override
        public int set(int x, int y, int count, float[] from) {
            int at = y * width + x;
            int clipped = 0;
            for (int i = 0; i < count; i++) {
                int value = (int) Math.floor(from[i] + 0.5);
                if (value < 0 || value > 0xff || Float.isNaN(from[i])) clipped++;
                array[at + i] = (byte) Math.max(0, Math.min(0xff, value));
            }
            return clipped;
        }
    }

    /** Unsigned 16-bit. */
    record Shorts(short[] array, int width, int height) implements Pixels {
        @Override
        public void get(int x, int y, int count, float[] into) {
            int at = y * width + x;
            for (int i = 0; i < count; i++) into[i] = array[at + i] & 0xffff;
        }

        @Override
        public int set(int x, int y, int count, float[] from) {
            int at = y * width + x;
            int clipped = 0;
            for (int i = 0; i < count; i++) {
                int value = (int) Math.floor(from[i] + 0.5);
                if (value < 0 || value > 0xffff || Float.isNaN(from[i])) clipped++;
                array[at + i] = (short) Math.max(0, Math.min(0xffff, value));
            }
            return clipped;
        }
    }

    /** 32-bit; nothing is rounded or clipped. */
    record Floats(float[] array, int width, int height) implements Pixels {
        @Override
        public void get(int x, int y, int count, float[] into) {
            System.arraycopy(array, y * width + x, into, 0, count);
        }

        @Override
        public int set(int x, int y, int count, float[] from) {
            System.arraycopy(from, 0, array, y * width + x, count);
            return 0;
        }
    }
}

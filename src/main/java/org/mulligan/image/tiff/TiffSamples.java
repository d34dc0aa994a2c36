package org.mulligan.image.tiff;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Samples of a page into pixels as ImageJ has them. What ImageJ has no pixels for goes into the
 * next that holds it: signed 8 bit into signed 16 bit, 24 bit and more into floats.
 */
final class TiffSamples {
    /** ImageJ stores signed 16-bit pixels so much too high. */
    static final int SIGNED_ZERO = 32768;

    /** Whole numbers from here on are rounded in floats. */
    private static final long EXACT = 1 << 24;

    private final TiffPage page;
    private long rounded;

    TiffSamples(TiffPage page) {
        this.page = page;
    }

    /** How many whole numbers so far were too large for floats to hold exactly. */
    long rounded() {
        return rounded;
    }

    /**
     * Copies some pixels of a row.
     *
     * @param row where in the bytes it begins
     * @param first sample of the row, of the first pixel
     * @param pixels {@code byte[]}, {@code short[]}, {@code float[]}, or {@code int[]} for RGB
     * @param at where in these
     * @param colour red, green or blue of RGB: 0, 1, 2
     */
    void copy(ByteBuffer bytes, int row, int first, int count, Object pixels, int at, int colour) {
        if (page.together() == 1 && asTheyAre(bytes, row, first, count, pixels, at)) return;
        for (int i = 0; i < count; i++)
            put(pixels, at + i, colour, raw(bytes, row, first + i * page.together()));
    }

    /** The usual ones, all at once. */
    private boolean asTheyAre(
            ByteBuffer bytes, int row, int first, int count, Object pixels, int at) {
        int bits = page.bits();
        if (pixels instanceof byte[] values && bits == 8) {
            bytes.get(row + first, values, at, count);
            return true;
        }
        if (pixels instanceof short[] values && bits == 16 && !page.isSigned()) {
            bytes.position(row + 2 * first).asShortBuffer().get(values, at, count);
            return true;
        }
        if (pixels instanceof float[] values && bits == 32 && page.format() == TiffPage.FLOAT) {
            bytes.position(row + 4 * first).asFloatBuffer().get(values, at, count);
            return true;
        }
        return false;
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
                case 16 -> small((int) raw, 5, 10);
                case 24 -> small((int) raw, 7, 16);
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

    /**
     * A float as IEEE 754 has those of 16 bit, and Adobe those of 24.
     *
     * @param wide bits of the exponent
     * @param fine bits of the fraction
     */
    private static float small(int raw, int wide, int fine) {
        int exponent = raw >> fine & (1 << wide) - 1;
        int fraction = raw & (1 << fine) - 1;
        int bias = (1 << wide - 1) - 1;
        float sign = (raw >> wide + fine & 1) == 0 ? 1 : -1;
        if (exponent == (1 << wide) - 1)
            return fraction == 0 ? sign * Float.POSITIVE_INFINITY : Float.NaN;
        if (exponent == 0) return sign * Math.scalb((float) fraction, 1 - bias - fine);
        return sign * Math.scalb((float) (fraction | 1 << fine), exponent - bias - fine);
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
}

package org.mulligan.image.zarr;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an array holds.
 *
 * @param size bytes, 1, 2, 4 or 8
 * @param order of the bytes, as they are stored
 */
record PixelType(Kind kind, int size, ByteOrder order) {
    enum Kind {
        BOOLEAN,
        UNSIGNED,
        SIGNED,
        REAL
    }

    private static final Pattern V2 = Pattern.compile("([<>|=]?)([biuf])([1248])");
    private static final Pattern V3 = Pattern.compile("(bool|uint|int|float)(8|16|32|64)?");

    /** By a name of Zarr v2, such as {@code <u2}. */
    static PixelType v2(Object name) throws IOException {
        Matcher parts = V2.matcher(String.valueOf(name));
        if (!parts.matches()) throw unknown(name);
        Kind kind =
                switch (parts.group(2)) {
                    case "b" -> Kind.BOOLEAN;
                    case "u" -> Kind.UNSIGNED;
                    case "i" -> Kind.SIGNED;
                    default -> Kind.REAL;
                };
        int size = parts.group(3).charAt(0) - '0';
        if (size == 1 ? kind == Kind.REAL : kind == Kind.BOOLEAN) throw unknown(name);
        return new PixelType(
                kind,
                size,
                parts.group(1).equals(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    }

    /** By a name of Zarr v3, such as {@code uint16}; a codec says the order. */
    static PixelType v3(Object name) throws IOException {
        Matcher parts = V3.matcher(String.valueOf(name));
        if (!parts.matches() || parts.group(1).equals("bool") != (parts.group(2) == null))
            throw unknown(name);
        int size = parts.group(2) == null ? 1 : Integer.parseInt(parts.group(2)) / Byte.SIZE;
        Kind kind =
                switch (parts.group(1)) {
                    case "bool" -> Kind.BOOLEAN;
                    case "uint" -> Kind.UNSIGNED;
                    case "int" -> Kind.SIGNED;
                    default -> Kind.REAL;
                };
        if (kind == Kind.REAL && size == 1) throw unknown(name);
        return new PixelType(kind, size, ByteOrder.LITTLE_ENDIAN);
    }

    private static IOException unknown(Object name) {
        return new IOException(
                "its pixels are of the type %s; bool, int8 to int64, uint8 to uint64 and float16 to float64 are read"
                        .formatted(name));
    }

    PixelType withOrder(ByteOrder other) {
        return new PixelType(kind, size, other);
    }

    /** As Zarr v3 names it. */
    String name() {
        return kind == Kind.BOOLEAN
                ? "bool"
                : switch (kind) {
                            case UNSIGNED -> "uint";
                            case SIGNED -> "int";
                            default -> "float";
                        }
                        + size * Byte.SIZE;
    }

    /** As Zarr v2 names it. */
    String v2Name() {
        String order = size == 1 ? "|" : this.order == ByteOrder.BIG_ENDIAN ? ">" : "<";
        return order
                + switch (kind) {
                    case BOOLEAN -> "b";
                    case UNSIGNED -> "u";
                    case SIGNED -> "i";
                    case REAL -> "f";
                }
                + size;
    }

    /**
     * Bytes of a pixel of which nothing is stored.
     *
     * @param value as metadata have it; null = 0
     */
    byte[] fill(Object value) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(size).order(order);
        if (value == null || value.equals(false) || value.equals("")) return bytes.array();
        if (value instanceof String hex && hex.toLowerCase(Locale.ROOT).startsWith("0x"))
            return hex(hex.substring(2));
        double number = number(value);
        long whole = value instanceof Number exact ? exact.longValue() : (long) number;
        if (kind == Kind.BOOLEAN) bytes.put(0, (byte) (number == 0 ? 0 : 1));
        else if (kind == Kind.REAL) putReal(bytes, number);
        else
            switch (size) {
                case 1 -> bytes.put(0, (byte) whole);
                case 2 -> bytes.putShort(0, (short) whole);
                case 4 -> bytes.putInt(0, (int) whole);
                default -> bytes.putLong(0, whole);
            }
        return bytes.array();
    }

    private void putReal(ByteBuffer bytes, double number) {
        switch (size) {
            case 2 -> bytes.putShort(0, HalfFloat.bits((float) number));
            case 4 -> bytes.putFloat(0, (float) number);
            default -> bytes.putDouble(0, number);
        }
    }

    private static double number(Object value) throws IOException {
        if (value instanceof Number number) return number.doubleValue();
        if (value.equals(true)) return 1;
        try {
            return Double.parseDouble(value.toString());
        } catch (NumberFormatException e) {
            throw new IOException("its fill value is %s, which is no number".formatted(value), e);
        }
    }

    /** The bits of a number, the highest first. */
    private byte[] hex(String digits) throws IOException {
        byte[] bytes = new byte[size];
        try {
            if (digits.length() != 2 * size) throw new NumberFormatException();
            for (int i = 0; i < size; i++) {
                int value = Integer.parseInt(digits.substring(2 * i, 2 * i + 2), 16);
                bytes[order == ByteOrder.BIG_ENDIAN ? i : size - 1 - i] = (byte) value;
            }
        } catch (NumberFormatException e) {
            throw new IOException(
                    "its fill value is 0x%s, which is not of %d bytes".formatted(digits, size), e);
        }
        return bytes;
    }

    /** So many pixels of which nothing is stored. */
    static byte[] repeated(byte[] fill, int count) {
        byte[] bytes = new byte[Math.multiplyExact(fill.length, count)];
        boolean zero = true;
        for (byte each : fill) zero &= each == 0;
        if (zero || count == 0) return bytes;
        System.arraycopy(fill, 0, bytes, 0, fill.length);
        for (int done = fill.length; done < bytes.length; done *= 2)
            System.arraycopy(bytes, 0, bytes, done, Math.min(done, bytes.length - done));
        return bytes;
    }

    @Override
    public String toString() {
        return name();
    }

    static int[] ints(long[] values, String what) throws IOException {
        if (Arrays.stream(values).anyMatch(value -> value > Integer.MAX_VALUE - 8))
            throw new IOException(
                    "its %s are %s, which is too large".formatted(what, Arrays.toString(values)));
        return Arrays.stream(values).mapToInt(value -> (int) value).toArray();
    }
}

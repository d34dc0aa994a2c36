package org.mulligan.image.zarr;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import org.mulligan.image.plane.Pixels;

/** Pixels of an array as ImageJ has them, and back. */
final class ImageJPixels {
    /** ImageJ stores signed 16-bit pixels so much too high. */
    static final int SIGNED_ZERO = 32768;

    private ImageJPixels() {}

    /** 8, 16 or 32. */
    static int depth(PixelType type) {
        return switch (type.kind()) {
            case BOOLEAN -> 8;
            case UNSIGNED -> type.size() == 1 ? 8 : type.size() == 2 ? 16 : 32;
            case SIGNED -> type.size() <= 2 ? 16 : 32;
            case REAL -> 32;
        };
    }

    /** Whether ImageJ has them as 16-bit ones with a calibration. */
    static boolean isSigned(PixelType type) {
        return type.kind() == PixelType.Kind.SIGNED && type.size() <= 2;
    }

    /** What becomes of them where it is not all. */
    static Optional<String> note(PixelType type) {
        if (type.kind() == PixelType.Kind.BOOLEAN)
            return Optional.of("Its pixels are true or false; they are opened as 255 and 0");
        if (type.kind() == PixelType.Kind.SIGNED && type.size() == 1)
            return Optional.of(
                    "Signed pixels of 8 bit are opened as signed ones of 16 bit, as ImageJ has no smaller ones");
        if (type.kind() != PixelType.Kind.REAL && type.size() > 2)
            return Optional.of(
                    "Whole numbers of %d bit are opened as 32-bit real ones, as ImageJ has no others; those above 16777216 are rounded"
                            .formatted(type.size() * Byte.SIZE));
        if (type.kind() == PixelType.Kind.REAL && type.size() == 8)
            return Optional.of("Its pixels have 64 bit and are rounded to ImageJ's 32");
        return Optional.empty();
    }

    /**
     * A plane for ImageJ.
     *
     * @param stored as {@link ZarrArray#read} gives it
     * @return {@code byte[]}, {@code short[]} or {@code float[]}
     */
    static Object of(byte[] stored, PixelType type) {
        ByteBuffer bytes = ByteBuffer.wrap(stored).order(type.order());
        int count = stored.length / type.size();
        return switch (depth(type)) {
            case 8 -> bytes8(stored, type);
            case 16 -> shorts(bytes, count, type);
            default -> floats(bytes, count, type);
        };
    }

    private static byte[] bytes8(byte[] stored, PixelType type) {
        if (type.kind() == PixelType.Kind.UNSIGNED) return stored;
        byte[] values = new byte[stored.length];
        for (int i = 0; i < values.length; i++) values[i] = (byte) (stored[i] == 0 ? 0 : 255);
        return values;
    }

    private static short[] shorts(ByteBuffer bytes, int count, PixelType type) {
        short[] values = new short[count];
        if (type.size() == 1) {
            for (int i = 0; i < count; i++) values[i] = (short) (bytes.get(i) + SIGNED_ZERO);
            return values;
        }
        bytes.asShortBuffer().get(values);
        if (type.kind() == PixelType.Kind.SIGNED)
            for (int i = 0; i < count; i++) values[i] += (short) SIGNED_ZERO;
        return values;
    }

    private static float[] floats(ByteBuffer bytes, int count, PixelType type) {
        float[] values = new float[count];
        boolean real = type.kind() == PixelType.Kind.REAL;
        boolean signed = type.kind() == PixelType.Kind.SIGNED;
        if (real && type.size() == 4) {
            bytes.asFloatBuffer().get(values);
            return values;
        }
        for (int i = 0; i < count; i++)
            values[i] =
                    switch (type.size()) {
                        case 2 -> HalfFloat.of(bytes.getShort(2 * i));
                        case 4 ->
                                signed
                                        ? bytes.getInt(4 * i)
                                        : Integer.toUnsignedLong(bytes.getInt(4 * i));
                        default ->
                                real
                                        ? (float) bytes.getDouble(8 * i)
                                        : whole(bytes.getLong(8 * i), signed);
                    };
        return values;
    }

    private static float whole(long value, boolean signed) {
        if (signed || value >= 0) return value;
        // Its half, rounded to odd so that it is not rounded twice.
        return 2f * (value >>> 1 | value & 1);
    }

    /** As what an array holds that keeps all of ImageJ's values. */
    static PixelType type(int bitDepth, boolean signed) {
        return switch (bitDepth) {
            case 8, 24 -> new PixelType(PixelType.Kind.UNSIGNED, 1, ByteOrder.LITTLE_ENDIAN);
            case 16 ->
                    new PixelType(
                            signed ? PixelType.Kind.SIGNED : PixelType.Kind.UNSIGNED,
                            2,
                            ByteOrder.LITTLE_ENDIAN);
            default -> new PixelType(PixelType.Kind.REAL, 4, ByteOrder.LITTLE_ENDIAN);
        };
    }

    /** The other way of {@link #of}, for what {@link #type} gives. */
    static byte[] stored(Pixels plane, PixelType type) {
        Object array = plane.array();
        if (array instanceof byte[] values) return values;
        int count = plane.width() * plane.height();
        ByteBuffer bytes = ByteBuffer.allocate(count * type.size()).order(type.order());
        if (array instanceof short[] values) {
            if (type.kind() == PixelType.Kind.SIGNED)
                for (short value : values) bytes.putShort((short) (value - SIGNED_ZERO));
            else bytes.asShortBuffer().put(values);
        } else bytes.asFloatBuffer().put((float[]) array);
        return bytes.array();
    }
}

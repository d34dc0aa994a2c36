package org.mulligan.image.host;

import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import ij.process.ShortProcessor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;

/**
 * How Bio-Formats gives pixels.
 *
 * @param type of its FormatTools: 0 to 8 are int8, uint8, int16, uint16, int32, uint32, float,
 *     double, bit
 * @param samples that come together, such as red, green and blue
 * @param mixed whether the samples of a pixel lie side by side, else plane after plane
 */
record HostPixels(int width, int height, int type, int samples, boolean mixed, ByteOrder order) {
    private static final List<Integer> BYTES = List.of(1, 1, 2, 2, 4, 4, 4, 8, 1);
    private static final int UINT8 = 1;
    private static final int BIT = 8;
    private static final int SIGNED_ZERO = 32768;
    private static final int COLOURS = 3;

    HostPixels {
        if (type < 0 || type >= BYTES.size())
            throw new IllegalArgumentException(
                    "its pixels are of a type that is not read, " + type);
        if ((long) width * height * samples * BYTES.get(type) > Integer.MAX_VALUE - 8)
            throw new IllegalArgumentException(
                    "its planes have %d x %d px, and Bio-Formats gives no plane above 2 GB at once; save a part of it, or convert it to OME-Zarr with bioformats2raw"
                            .formatted(width, height));
    }

    boolean isColour() {
        return type == UINT8 && (samples == COLOURS || samples == COLOURS + 1);
    }

    boolean isSigned() {
        return type == 0 || type == 2;
    }

    int depth() {
        if (isColour()) return 24;
        return type == UINT8 || type == BIT ? 8 : type <= 3 ? 16 : 32;
    }

    /** What becomes of the values where it is not all. */
    Optional<String> note() {
        return switch (type) {
            case 0 ->
                    Optional.of(
                            "Signed pixels of 8 bit are opened as signed ones of 16 bit, as ImageJ has no smaller ones");
            case 4, 5 ->
                    Optional.of(
                            "Whole numbers of 32 bit are opened as 32-bit real ones, as ImageJ has no others; those above 16777216 are rounded");
            case 7 -> Optional.of("Its pixels have 64 bit and are rounded to ImageJ's 32");
            case BIT -> Optional.of("Its pixels are true or false; they are opened as 255 and 0");
            default -> Optional.empty();
        };
    }

    /**
     * A plane for ImageJ.
     *
     * @param sample from 0; of colours all are taken
     * @throws IOException when they are too few
     */
    ImageProcessor of(byte[] given, int sample) throws IOException {
        int count = width * height;
        int expected = count * samples * BYTES.get(type);
        if (given.length < expected)
            throw new IOException(
                    "%d bytes came of a plane that has %d; is the file whole?"
                            .formatted(given.length, expected));
        if (isColour()) return colours(given, count);
        ByteBuffer bytes = ByteBuffer.wrap(given).order(order);
        int step = mixed ? samples : 1;
        int start = mixed ? sample : sample * count;
        if (depth() == 8) {
            byte[] values = new byte[count];
            for (int i = 0; i < count; i++) {
                byte value = bytes.get(start + i * step);
                values[i] = type == BIT ? (byte) (value == 0 ? 0 : 255) : value;
            }
            return new ByteProcessor(width, height, values);
        }
        if (depth() == 16) {
            short[] values = new short[count];
            for (int i = 0; i < count; i++) values[i] = (short) whole(bytes, start + i * step);
            return new ShortProcessor(width, height, values, null);
        }
        float[] values = new float[count];
        for (int i = 0; i < count; i++) values[i] = real(bytes, start + i * step);
        return new FloatProcessor(width, height, values);
    }

    private int whole(ByteBuffer bytes, int i) {
        int value = type == 0 ? bytes.get(i) : bytes.getShort(2 * i);
        return isSigned() ? value + SIGNED_ZERO : value;
    }

    private float real(ByteBuffer bytes, int i) {
        return switch (type) {
            case 4 -> bytes.getInt(4 * i);
            case 5 -> Integer.toUnsignedLong(bytes.getInt(4 * i));
            case 6 -> bytes.getFloat(4 * i);
            default -> (float) bytes.getDouble(8 * i);
        };
    }

    private ImageProcessor colours(byte[] given, int count) {
        int[] values = new int[count];
        for (int i = 0; i < count; i++) {
            int colour = 0xff;
            for (int c = 0; c < COLOURS; c++)
                colour = colour << 8 | given[mixed ? i * samples + c : c * count + i] & 0xff;
            values[i] = colour;
        }
        return new ColorProcessor(width, height, values);
    }
}

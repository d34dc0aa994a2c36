package org.mulligan.model;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A float32 tensor [1, height, width, 1] as a NumPy file, version 1.0.
 *
 * @param values row by row
 * @see <a href="https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html">the
 *     format</a>
 */
record Npy(float[] values, int width, int height) {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};
    private static final Pattern HEADER =
            Pattern.compile(
                    "\\{'descr': '<f4', 'fortran_order': False, 'shape': \\(1, (\\d{1,6}), (\\d{1,6}), 1\\), \\}\\s*");

    byte[] bytes() {
        String dictionary =
                "{'descr': '<f4', 'fortran_order': False, 'shape': (1, %d, %d, 1), }"
                        .formatted(height, width);
        int start = (MAGIC.length + 2 + dictionary.length() + 1 + 63) / 64 * 64;
        int padded = start - MAGIC.length - 2;
        ByteBuffer out =
                ByteBuffer.allocate(start + 4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        out.put(MAGIC).putShort((short) padded);
        out.put(dictionary.getBytes(StandardCharsets.US_ASCII));
        out.put(" ".repeat(padded - dictionary.length() - 1).getBytes(StandardCharsets.US_ASCII));
        out.put((byte) '\n');
        out.asFloatBuffer().put(values);
        return out.array();
    }

    /**
     * @throws IOException when it is no such file; the text is the end of a sentence
     */
    static Npy parse(byte[] bytes) throws IOException {
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        if (bytes.length < MAGIC.length + 2
                || !in.slice(0, MAGIC.length).equals(ByteBuffer.wrap(MAGIC)))
            throw new IOException("is not a NumPy file of version 1.0");
        int start = MAGIC.length + 2 + Short.toUnsignedInt(in.getShort(MAGIC.length));
        Matcher header =
                HEADER.matcher(
                        new String(
                                bytes,
                                MAGIC.length + 2,
                                Math.min(start, bytes.length) - MAGIC.length - 2,
                                StandardCharsets.US_ASCII));
        if (!header.matches()) throw new IOException("is not a float32 tensor [1, y, x, 1]");
        int height = Integer.parseInt(header.group(1));
        int width = Integer.parseInt(header.group(2));
        if (bytes.length - start != 4L * width * height)
            throw new IOException(
                    "has %d bytes of pixels, not the %d of %d x %d px"
                            .formatted(bytes.length - start, 4L * width * height, width, height));
        float[] values = new float[width * height];
        in.position(start).slice().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
        return new Npy(values, width, height);
    }
}

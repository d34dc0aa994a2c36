package org.mulligan.model;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A float32 tensor as a NumPy file, version 1.0.
 *
 * @param values the last axis fastest
 * @param shape sizes of its axes
 * @see <a href="https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html">the
 *     format</a>
 */
record Npy(float[] values, List<Integer> shape) {
    Npy {
        shape = List.copyOf(shape);
    }

    /** A picture [1, height, width, 1]. */
    static Npy image(float[] values, int width, int height) {
        return new Npy(values, List.of(1, height, width, 1));
    }

    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};
    private static final Pattern HEADER =
            Pattern.compile(
                    "\\{'descr': '<f4', 'fortran_order': False, 'shape': \\(((?:\\d{1,6}, ){1,3}\\d{1,6})\\), \\}\\s*");

    byte[] bytes() {
        String dictionary =
                "{'descr': '<f4', 'fortran_order': False, 'shape': (%s), }"
                        .formatted(shape.stream().map(String::valueOf).collect(joining(", ")));
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
        if (!header.matches()) throw new IOException("is not a float32 tensor of 2 to 4 axes");
        List<Integer> shape =
                Arrays.stream(header.group(1).split(", ")).map(Integer::valueOf).toList();
        long count = 1;
        for (int side : shape) count = Math.min(count * side, Integer.MAX_VALUE);
        if (bytes.length - start != 4 * count)
            throw new IOException(
                    "has %d bytes of values, not the %d of its shape %s"
                            .formatted(bytes.length - start, 4 * count, shape));
        float[] values = new float[(int) count];
        in.position(start).slice().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
        return new Npy(values, shape);
    }
}

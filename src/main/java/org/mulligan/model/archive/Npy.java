package org.mulligan.model.archive;

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
public record Npy(float[] values, List<Integer> shape) {
    public Npy {
        shape = List.copyOf(shape);
    }

    /** A picture [1, height, width, 1]. */
    static Npy image(float[] values, int width, int height) {
        return new Npy(values, List.of(1, height, width, 1));
    }

    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};
    private static final Pattern HEADER =
            Pattern.compile(
                    "\\{'descr': '([^']*)', 'fortran_order': (True|False), 'shape': \\(([^)]*)\\),? ?\\}\\s*");
    private static final Pattern SHAPE = Pattern.compile("(?:\\d{1,9}, ?){1,4}\\d{1,9}");

    public byte[] bytes() {
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
    public static Npy parse(byte[] bytes) throws IOException {
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        if (bytes.length < MAGIC.length + 2
                || !in.slice(0, MAGIC.length).equals(ByteBuffer.wrap(MAGIC)))
            throw new IOException("is not a NumPy file of version 1.0");
        int start = MAGIC.length + 2 + Short.toUnsignedInt(in.getShort(MAGIC.length));
        if (start > bytes.length) throw new IOException("ends in its header");
        List<Integer> shape =
                shape(
                        new String(
                                bytes,
                                MAGIC.length + 2,
                                start - MAGIC.length - 2,
                                StandardCharsets.US_ASCII));
        long most = ModelLimits.TENSOR / Float.BYTES;
        long count = 1;
        for (int side : shape) count = Math.min(count * side, most + 1);
        if (count > most)
            throw new IOException(
                    "declares a tensor of %s, and %,d values are allowed".formatted(shape, most));
        if (bytes.length - start != 4 * count)
            throw new IOException(
                    "has %d bytes of values, not the %d of its shape %s"
                            .formatted(bytes.length - start, 4 * count, shape));
        float[] values = new float[(int) count];
        in.position(start).slice().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
        return new Npy(values, shape);
    }

    private static List<Integer> shape(String text) throws IOException {
        Matcher header = HEADER.matcher(text);
        if (!header.matches()) throw new IOException("has a header that NumPy does not write");
        String kind = header.group(1);
        if (kind.contains("O"))
            throw new IOException(
                    "holds Python objects, which are programs; save it as float32 (numpy.float32)");
        if (!kind.equals("<f4"))
            throw new IOException(
                    "holds values of the kind \"%s\"; save it as float32 (numpy.float32)"
                            .formatted(kind));
        if (header.group(2).equals("True"))
            throw new IOException(
                    "has its values in Fortran's order; save it in C's (numpy.ascontiguousarray)");
        if (!SHAPE.matcher(header.group(3)).matches())
            throw new IOException(
                    "has the shape (%s), and must have 2 to 5 axes of 0 px or more"
                            .formatted(header.group(3)));
        return Arrays.stream(header.group(3).split(", ?")).map(Integer::valueOf).toList();
    }
}

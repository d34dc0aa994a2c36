package org.mulligan.model.format;

import ij.ImagePlus;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mulligan.image.io.ImageFiles;

/**
 * A test tensor that another tool wrote: NumPy of any plain number type, or TIFF.
 *
 * @param values the last axis fastest
 * @param shape sizes of its axes
 */
public record ForeignTensor(float[] values, List<Integer> shape) {
    private static final long LIMIT = 1L << 28;
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final int PREAMBLE = 10;
    private static final Pattern TYPE = Pattern.compile("'descr':\\s*'([<>|=]?)([fiub])(\\d)'");
    private static final Pattern ORDER = Pattern.compile("'fortran_order':\\s*(True|False)");
    private static final Pattern SHAPE = Pattern.compile("'shape':\\s*\\(([\\d, ]*)\\)");

    public ForeignTensor {
        shape = List.copyOf(shape);
    }

    /**
     * An image of it, channels fastest.
     *
     * @param height px
     * @param width px
     */
    public record Image(float[] values, int height, int width, int channels) {
        /** With x and y exchanged. */
        public Image transposed() {
            float[] turned = new float[values.length];
            for (int y = 0; y < height; y++)
                for (int x = 0; x < width; x++)
                    System.arraycopy(
                            values,
                            (y * width + x) * channels,
                            turned,
                            (x * height + y) * channels,
                            channels);
            return new Image(turned, width, height, channels);
        }
    }

    /**
     * @throws IOException when it cannot be read; the text begins with the file's name
     */
    public static ForeignTensor read(Path file) throws IOException {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        if (name.endsWith(".tif") || name.endsWith(".tiff")) return tiff(ImageFiles.open(file));
        if (Files.size(file) > LIMIT)
            throw new IOException(
                    "%s is larger than the %,d bytes allowed".formatted(file.getFileName(), LIMIT));
        try {
            return numpy(Files.readAllBytes(file));
        } catch (IOException | IllegalArgumentException e) {
            throw new IOException("%s %s".formatted(file.getFileName(), e.getMessage()), e);
        }
    }

    private static ForeignTensor tiff(ImagePlus image) {
        int plane = image.getWidth() * image.getHeight();
        float[] values = new float[image.getStackSize() * plane];
        for (int i = 0; i < image.getStackSize(); i++) {
            float[] pixels =
                    (float[]) image.getStack().getProcessor(i + 1).convertToFloat().getPixels();
            System.arraycopy(pixels, 0, values, i * plane, plane);
        }
        return image.getStackSize() == 1
                ? new ForeignTensor(values, List.of(image.getHeight(), image.getWidth()))
                : new ForeignTensor(
                        values, List.of(image.getStackSize(), image.getHeight(), image.getWidth()));
    }

    private static ForeignTensor numpy(byte[] bytes) throws IOException {
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        if (bytes.length < PREAMBLE
                || !in.slice(0, MAGIC.length).equals(ByteBuffer.wrap(MAGIC))
                || bytes[MAGIC.length] != 1)
            throw new IOException("is not a NumPy file of version 1");
        int start = PREAMBLE + Short.toUnsignedInt(in.getShort(PREAMBLE - 2));
        if (start > bytes.length) throw new IOException("ends in its header");
        String header = new String(bytes, PREAMBLE, start - PREAMBLE, StandardCharsets.US_ASCII);
        Matcher type = TYPE.matcher(header);
        Matcher order = ORDER.matcher(header);
        Matcher sizes = SHAPE.matcher(header);
        if (!type.find() || !order.find() || !sizes.find())
            throw new IOException("is no NumPy tensor of plain numbers");
        List<Integer> shape = shape(sizes.group(1));
        long count = 1;
        for (int size : shape) count *= size;
        int width = Integer.parseInt(type.group(3));
        if (bytes.length - start != count * width)
            throw new IOException(
                    "has %d bytes of values, not the %d of its shape %s"
                            .formatted(bytes.length - start, count * width, shape));
        ByteBuffer data = in.slice(start, bytes.length - start);
        data.order(type.group(1).equals(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        float[] values = new float[(int) count];
        for (int i = 0; i < values.length; i++) values[i] = value(data, type.group(2), width);
        return new ForeignTensor(
                order.group(1).equals("True") ? lastFastest(values, shape) : values, shape);
    }

    private static List<Integer> shape(String text) throws IOException {
        List<Integer> shape = new ArrayList<>();
        long count = 1;
        for (String word : text.split(",")) {
            String size = word.strip();
            if (size.isEmpty()) continue;
            long length = size.matches("\\d{1,9}") ? Long.parseLong(size) : LIMIT + 1;
            count *= length;
            if (length < 1 || count > LIMIT)
                throw new IOException(
                        "states the shape (%s); each side must be 1 or more, and all together at most %,d values"
                                .formatted(text.strip(), LIMIT));
            shape.add((int) length);
        }
        return shape;
    }

    /** Of values of which the first axis is the fastest, as Fortran has them. */
    private static float[] lastFastest(float[] values, List<Integer> shape) {
        float[] turned = new float[values.length];
        int[] at = new int[shape.size()];
        for (int i = 0; i < values.length; i++) {
            int to = 0;
            for (int axis = 0; axis < at.length; axis++) to = to * shape.get(axis) + at[axis];
            turned[to] = values[i];
            for (int axis = 0; axis < at.length && ++at[axis] == shape.get(axis); axis++)
                at[axis] = 0;
        }
        return turned;
    }

    private static float value(ByteBuffer data, String kind, int width) throws IOException {
        return switch (kind + width) {
            case "f2" -> half(data.getShort());
            case "f4" -> data.getFloat();
            case "f8" -> (float) data.getDouble();
            case "u1", "b1" -> data.get() & 0xff;
            case "i1" -> data.get();
            case "u2" -> data.getShort() & 0xffff;
            case "i2" -> data.getShort();
            case "u4" -> data.getInt() & 0xffffffffL;
            case "i4" -> data.getInt();
            case "i8" -> data.getLong();
            case "u8" ->
                    new java.math.BigInteger(Long.toUnsignedString(data.getLong())).floatValue();
            default -> throw new IOException("has values of the type " + kind + width);
        };
    }

    /** IEEE 754 of 16 bits; Java has it from 20 on. */
    private static float half(short bits) {
        int exponent = bits >> 10 & 0x1f;
        int mantissa = bits & 0x3ff;
        float size;
        if (exponent == 0) size = mantissa * 0x1p-24f;
        else if (exponent == 0x1f) size = mantissa == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
        else size = Math.scalb(1 + mantissa * 0x1p-10f, exponent - 15);
        return bits < 0 ? -size : size;
    }

    /**
     * The first image of it.
     *
     * @param axes letters b, y, x and c of its axes; of a tensor with fewer axes b and c may be
     *     missing
     * @throws IOException when the axes do not fit
     */
    public Image image(String axes) throws IOException {
        String own = axes;
        for (String absent : new String[] {"b", "c"})
            if (own.length() > shape.size()) own = own.replace(absent, "");
        if (own.length() != shape.size() || !own.contains("y") || !own.contains("x"))
            throw new IOException(
                    "A test tensor of shape %s does not have the axes %s".formatted(shape, axes));
        int[] strides = new int[own.length()];
        int stride = 1;
        for (int i = own.length() - 1; i >= 0; i--) {
            strides[i] = stride;
            stride *= shape.get(i);
        }
        int height = shape.get(own.indexOf('y'));
        int width = shape.get(own.indexOf('x'));
        int channels = own.contains("c") ? shape.get(own.indexOf('c')) : 1;
        int step = own.contains("c") ? strides[own.indexOf('c')] : 0;
        float[] image = new float[height * width * channels];
        int at = 0;
        for (int y = 0; y < height; y++)
            for (int x = 0; x < width; x++)
                for (int c = 0; c < channels; c++)
                    image[at++] =
                            values[
                                    y * strides[own.indexOf('y')]
                                            + x * strides[own.indexOf('x')]
                                            + c * step];
        return new Image(image, height, width, channels);
    }
}

package org.mulligan.model;

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
import org.mulligan.image.ImageFiles;

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
     * @throws IOException when it cannot be read; the text names the file
     */
    public static ForeignTensor read(Path file) throws IOException {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        if (name.endsWith(".tif") || name.endsWith(".tiff")) return tiff(ImageFiles.open(file));
        if (Files.size(file) > LIMIT)
            throw new IOException("%s is larger than the %,d bytes allowed".formatted(file, LIMIT));
        try {
            return numpy(Files.readAllBytes(file));
        } catch (IOException | IllegalArgumentException e) {
            throw new IOException("%s %s".formatted(file, e.getMessage()), e);
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
        if (order.group(1).equals("True"))
            throw new IOException("is in Fortran's order; save it with numpy.ascontiguousarray");
        List<Integer> shape = new ArrayList<>();
        long count = 1;
        for (String size : sizes.group(1).split(",")) {
            if (size.isBlank()) continue;
            shape.add(Integer.parseInt(size.strip()));
            count *= shape.get(shape.size() - 1);
            if (count > LIMIT) throw new IOException("states a shape of %s".formatted(shape));
        }
        int width = Integer.parseInt(type.group(3));
        if (bytes.length - start != count * width)
            throw new IOException(
                    "has %d bytes of values, not the %d of its shape %s"
                            .formatted(bytes.length - start, count * width, shape));
        ByteBuffer data = in.slice(start, bytes.length - start);
        data.order(type.group(1).equals(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        float[] values = new float[(int) count];
        for (int i = 0; i < values.length; i++) values[i] = value(data, type.group(2), width);
        return new ForeignTensor(values, shape);
    }

    private static float value(ByteBuffer data, String kind, int width) throws IOException {
        return switch (kind + width) {
            case "f4" -> data.getFloat();
            case "f8" -> (float) data.getDouble();
            case "u1", "b1" -> data.get() & 0xff;
            case "i1" -> data.get();
            case "u2" -> data.getShort() & 0xffff;
            case "i2" -> data.getShort();
            case "u4" -> data.getInt() & 0xffffffffL;
            case "i4" -> data.getInt();
            case "i8", "u8" -> data.getLong();
            default -> throw new IOException("has values of the type " + kind + width);
        };
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

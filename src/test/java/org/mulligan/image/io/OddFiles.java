package org.mulligan.image.io;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.DeflaterOutputStream;

/** Writes files that ImageJ itself does not write. */
public final class OddFiles {
    private OddFiles() {}

    /**
     * A little-endian TIFF of one strip.
     *
     * @param tags besides width, height and strip; each of one 16-bit value
     */
    public static Path tiff(
            Path file, int width, int height, byte[] strip, Map<Integer, Integer> tags)
            throws IOException {
        return tiff(file, width, height, strip, tags, new short[0]);
    }

    /**
     * @param palette of 3 x 256 values, first all reds; empty = none
     */
    public static Path tiff(
            Path file,
            int width,
            int height,
            byte[] strip,
            Map<Integer, Integer> tags,
            short[] palette)
            throws IOException {
        TreeMap<Integer, Integer> all = new TreeMap<>(tags);
        int entries = all.size() + 5 + (palette.length > 0 ? 1 : 0);
        int start = 8 + 2 + 12 * entries + 4;
        all.put(256, width);
        all.put(257, height);
        all.put(273, start + 2 * palette.length);
        all.put(278, height);
        all.put(279, strip.length);
        if (palette.length > 0) all.put(320, start);
        ByteBuffer bytes =
                ByteBuffer.allocate(start + 2 * palette.length + strip.length)
                        .order(ByteOrder.LITTLE_ENDIAN);
        bytes.put((byte) 'I').put((byte) 'I').putShort((short) 42).putInt(8);
        bytes.putShort((short) entries);
        all.forEach(
                (tag, value) -> {
                    boolean wide = tag == 273 || tag == 279;
                    bytes.putShort(tag.shortValue()).putShort((short) (wide ? 4 : 3));
                    bytes.putInt(tag == 320 ? palette.length : 1).putInt(value);
                });
        bytes.putInt(0);
        for (short value : palette) bytes.putShort(value);
        bytes.put(strip);
        return Files.write(file, bytes.array());
    }

    /**
     * A page of one strip.
     *
     * @param tags besides width, height and strip; each of one 16-bit value
     * @param description text of the page; empty = none
     */
    public record Page(
            int width, int height, byte[] strip, Map<Integer, Integer> tags, String description) {}

    /** A big-endian TIFF of several pages, which need not be alike. */
    public static Path pages(Path file, Page... pages) throws IOException {
        int size = 8;
        for (Page page : pages)
            size += 6 + 12 * (page.tags().size() + 6) + 2 + utf8(page).length + page.strip().length;
        ByteBuffer bytes = ByteBuffer.allocate(size);
        bytes.put((byte) 'M').put((byte) 'M').putShort((short) 42).putInt(8);
        for (int i = 0; i < pages.length; i++) put(bytes, pages[i], i == pages.length - 1);
        return Files.write(file, Arrays.copyOf(bytes.array(), bytes.position()));
    }

    private static byte[] utf8(Page page) {
        return (page.description() + "\0").getBytes(StandardCharsets.UTF_8);
    }

    private static void put(ByteBuffer bytes, Page page, boolean last) {
        TreeMap<Integer, Integer> all = new TreeMap<>(page.tags());
        boolean described = !page.description().isEmpty();
        int entries = all.size() + 5 + (described ? 1 : 0);
        int end = bytes.position() + 2 + 12 * entries + 4;
        byte[] text = described ? utf8(page) : new byte[0];
        all.put(256, page.width());
        all.put(257, page.height());
        if (described) all.put(270, end);
        all.put(273, end + text.length);
        all.put(278, page.height());
        all.put(279, page.strip().length);
        bytes.putShort((short) entries);
        all.forEach(
                (tag, value) -> {
                    boolean wide = tag == 273 || tag == 279;
                    bytes.putShort(tag.shortValue());
                    bytes.putShort((short) (tag == 270 ? 2 : wide ? 4 : 3));
                    bytes.putInt(tag == 270 ? text.length : 1);
                    if (wide || tag == 270) bytes.putInt(value);
                    else bytes.putShort(value.shortValue()).putShort((short) 0);
                });
        int after = end + text.length + page.strip().length;
        bytes.putInt(last ? 0 : after + after % 2);
        bytes.put(text).put(page.strip());
        if (after % 2 == 1) bytes.put((byte) 0);
    }

    public static byte[] deflated(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflate = new DeflaterOutputStream(out)) {
            deflate.write(bytes);
        }
        return out.toByteArray();
    }

    /** A 16-bit DICOM image whose values are to be multiplied and shifted. */
    public static Path dicom(
            Path file,
            int width,
            int height,
            short[] values,
            int signed,
            String slope,
            String intercept)
            throws IOException {
        ByteBuffer bytes =
                ByteBuffer.allocate(600 + 2 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.position(128);
        bytes.put("DICM".getBytes(StandardCharsets.US_ASCII));
        element(bytes, 0x0002, 0x0010, "UI", "1.2.840.10008.1.2.1\0");
        element(bytes, 0x0028, 0x0002, 1);
        element(bytes, 0x0028, 0x0004, "CS", "MONOCHROME2 ");
        element(bytes, 0x0028, 0x0010, height);
        element(bytes, 0x0028, 0x0011, width);
        element(bytes, 0x0028, 0x0100, 16);
        element(bytes, 0x0028, 0x0101, 16);
        element(bytes, 0x0028, 0x0103, signed);
        element(bytes, 0x0028, 0x1052, "DS", intercept);
        element(bytes, 0x0028, 0x1053, "DS", slope);
        bytes.putShort((short) 0x7fe0).putShort((short) 0x0010);
        bytes.put("OW\0\0".getBytes(StandardCharsets.US_ASCII)).putInt(2 * values.length);
        for (short value : values) bytes.putShort(value);
        byte[] whole = new byte[bytes.position()];
        bytes.flip().get(whole);
        return Files.write(file, whole);
    }

    private static void element(
            ByteBuffer bytes, int group, int element, String type, String text) {
        String even = text.length() % 2 == 0 ? text : text + " ";
        bytes.putShort((short) group).putShort((short) element);
        bytes.put(type.getBytes(StandardCharsets.US_ASCII)).putShort((short) even.length());
        bytes.put(even.getBytes(StandardCharsets.US_ASCII));
    }

    private static void element(ByteBuffer bytes, int group, int element, int value) {
        bytes.putShort((short) group).putShort((short) element);
        bytes.put("US".getBytes(StandardCharsets.US_ASCII)).putShort((short) 2);
        bytes.putShort((short) value);
    }

    /** Of one sample a pixel, black is zero. */
    public static Map<Integer, Integer> tags(int compression, int predictor, int bits, int format) {
        Map<Integer, Integer> tags = new TreeMap<>();
        tags.put(258, bits);
        tags.put(259, compression);
        tags.put(262, 1);
        tags.put(277, 1);
        if (predictor > 1) tags.put(317, predictor);
        if (format > 1) tags.put(339, format);
        return tags;
    }
}

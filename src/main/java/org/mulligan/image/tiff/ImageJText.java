package org.mulligan.image.tiff;

import ij.measure.Calibration;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What ImageJ says of an image in its description, for files that ImageJ itself does not read:
 * other programs write such texts, too.
 *
 * @param values by their names
 */
record ImageJText(Map<String, String> values) {
    private static final String START = "ImageJ=";
    private static final int SIZES = 50838;
    private static final int TEXTS = 50839;
    private static final int MAGIC = 0x494a494a;
    private static final int INFO = 0x696e666f;

    static boolean isIn(String description) {
        return description.startsWith(START);
    }

    static ImageJText of(String description) {
        Map<String, String> values = new HashMap<>();
        for (String line : description.split("\n")) {
            int at = line.indexOf('=');
            if (at > 0) values.putIfAbsent(line.substring(0, at), line.substring(at + 1).strip());
        }
        return new ImageJText(values);
    }

    /** The positive number of a name, or 0. */
    private double number(String name) {
        try {
            double value = Double.parseDouble(values.getOrDefault(name, "0"));
            return value > 0 && Double.isFinite(value) ? value : 0;
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private int count(String name) {
        return (int) Math.max(1, Math.min(number(name), Integer.MAX_VALUE));
    }

    /**
     * One page may stand for many that follow it without gaps.
     *
     * @param size of the file, bytes
     */
    List<TiffPage> pages(List<TiffPage> pages, long size) {
        TiffPage first = pages.get(0);
        int images = count("images");
        if (pages.size() > 1 || images == 1 || first.compressed() || first.tiled()) return pages;
        long bytes = first.bytesOfRow() * first.height() * (first.planar() ? first.samples() : 1);
        if (images > (size - first.offsets()[0]) / bytes) return pages;
        List<TiffPage> all = new ArrayList<>();
        for (int i = 0; i < images; i++) all.add(first.shifted(i * bytes));
        return all;
    }

    /** Channels before slices before frames, as ImageJ has them. */
    PlaneOrder order(int pages, int inPage, Consumer<String> notes) {
        int[] sizes = {count("channels"), count("slices"), count("frames")};
        long planes = (long) pages * inPage;
        if ((double) sizes[0] * sizes[1] * sizes[2] == planes)
            return PlaneOrder.of(sizes[0], sizes[1], sizes[2], "CZT");
        if (values.containsKey("channels") || values.containsKey("frames"))
            notes.accept(
                    "Its description says axes of %.0f planes, and it has %d; they are taken as slices"
                            .formatted((double) sizes[0] * sizes[1] * sizes[2], planes));
        return PlaneOrder.slices(pages, inPage);
    }

    /** Sets units; pixels to the unit are the tags' own. */
    void calibrate(Calibration calibration, double perUnitX, double perUnitY) {
        String unit = values.getOrDefault("unit", "").replace("\\u00B5", "\u00b5");
        if (!unit.isEmpty() && perUnitX > 0 && perUnitY > 0) {
            calibration.pixelWidth = 1 / perUnitX;
            calibration.pixelHeight = 1 / perUnitY;
            calibration.setUnit(unit);
        }
        if (number("spacing") > 0) calibration.pixelDepth = number("spacing");
        if (number("finterval") > 0) calibration.frameInterval = number("finterval");
        if (number("fps") > 0) calibration.fps = number("fps");
    }

    /** Info, which is in a tag of ImageJ's own; empty where there is none. */
    static String info(TiffDirectory tags) {
        long[] sizes = tags.all(SIZES);
        long[] bytes = tags.all(TEXTS);
        if (sizes.length < 2 || bytes.length < sizes[0]) return "";
        boolean big = tags.order() == ByteOrder.BIG_ENDIAN;
        long magic = word(bytes, 0, big);
        long at = sizes[0];
        int next = 1;
        for (int i = 4; magic == MAGIC && i + 8 <= sizes[0]; i += 8) {
            long kind = word(bytes, i, big);
            for (long k = word(bytes, i + 4, big); k > 0 && next < sizes.length; k--) {
                long length = sizes[next++];
                if (at + length > bytes.length) return "";
                if (kind == INFO) return text(bytes, (int) at, (int) length, big);
                at += length;
            }
        }
        return "";
    }

    private static long word(long[] bytes, int at, boolean big) {
        long value = 0;
        for (int i = 0; i < 4; i++) value = value << 8 | bytes[at + (big ? i : 3 - i)];
        return value;
    }

    private static String text(long[] values, int at, int length, boolean big) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) bytes[i] = (byte) values[at + i];
        Charset order = big ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_16LE;
        return new String(bytes, order);
    }
}

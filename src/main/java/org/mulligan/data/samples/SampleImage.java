package org.mulligan.data.samples;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mulligan.image.filter.AreaMeans;
import org.mulligan.image.intensity.NotFinite;
import org.mulligan.image.plane.Pixels;

/**
 * One image to learn from, in the units and, where it is not reduced, the pixel type of its file.
 *
 * @param file that it lies in
 * @param number within the file from 1; 0 where the file holds nothing else
 * @param label its class; empty where there are none
 * @param planes one per channel, as wide as the image; images of one file may share them
 * @param top first row of the image in its planes
 * @param width px
 * @param height px
 */
record SampleImage(
        Path file, int number, String label, List<Pixels> planes, int top, int width, int height) {

    String name() {
        return number == 0 ? file.toString() : "Image %d of %s".formatted(number, file);
    }

    /** One of its channels by itself. */
    SampleImage only(int channel) {
        return new SampleImage(
                file, number, label, List.of(planes.get(channel)), top, width, height);
    }

    /** Bytes of its pixels. */
    long bytes() {
        long each = 4;
        if (planes.get(0) instanceof Pixels.Bytes) each = 1;
        if (planes.get(0) instanceof Pixels.Shorts) each = 2;
        return each * width * height * planes.size();
    }

    /** All pixels of each plane, row by row. */
    List<float[]> values() {
        List<float[]> all = new ArrayList<>();
        for (Pixels plane : planes) all.add(plane.part(0, top, width, height));
        return all;
    }

    /** Whether it shows nothing: all pixels of each channel have one value. */
    boolean constant() {
        float[] row = new float[width];
        for (Pixels plane : planes) {
            plane.get(0, top, 1, row);
            float first = row[0];
            for (int y = 0; y < height; y++) {
                plane.get(0, top + y, width, row);
                for (float value : row) if (value != first) return false;
            }
        }
        return true;
    }

    /**
     * @throws IllegalArgumentException if a pixel is not a number or infinite; the text says where
     */
    void requireNumbers() {
        Optional<String> wrong = notFinite();
        if (wrong.isPresent())
            throw new IllegalArgumentException(
                    "%s has pixels that are not numbers, the first is %s; %s"
                            .formatted(name(), wrong.get(), NotFinite.ADVICE));
    }

    private Optional<String> notFinite() {
        float[] row = new float[width];
        for (Pixels plane : planes) {
            if (!(plane instanceof Pixels.Floats)) continue;
            for (int y = 0; y < height; y++) {
                plane.get(0, top + y, width, row);
                for (int x = 0; x < width; x++)
                    if (!Float.isFinite(row[x]))
                        return Optional.of("%s at x=%d, y=%d".formatted(row[x], x, y));
            }
        }
        return Optional.empty();
    }

    /**
     * The largest centred square, reduced to {@code size} where it is larger. A smaller one stays
     * as it is: {@link #copyEnlarged} enlarges it each time, which is quick and takes no memory.
     */
    SampleImage square(int size) {
        int side = Math.min(width, height);
        if (side <= size && width == height) return this;
        int left = (width - side) / 2;
        int above = top + (height - side) / 2;
        List<Pixels> squares = planes.stream().map(p -> cut(p, left, above, side)).toList();
        if (side > size)
            squares =
                    squares.stream()
                            .map(p -> Pixels.of(AreaMeans.of(p, size), size, size))
                            .toList();
        int now = Math.min(side, size);
        return new SampleImage(file, number, label, squares, 0, now, now);
    }

    private static Pixels cut(Pixels plane, int left, int above, int side) {
        int depth = 32;
        if (plane instanceof Pixels.Bytes) depth = 8;
        if (plane instanceof Pixels.Shorts) depth = 16;
        Pixels square = Pixels.blank(depth, side, side);
        float[] row = new float[side];
        for (int y = 0; y < side; y++) {
            plane.get(left, above + y, side, row);
            square.set(0, y, side, row);
        }
        return square;
    }

    /**
     * Copies a square at the image's own resolution, with its channels interleaved.
     *
     * @param x left column and
     * @param y top row of it in the image
     * @param into written from {@code start} on: {@code side * side * channels} values
     */
    void copy(int x, int y, int side, float[] into, int start) {
        int channels = planes.size();
        float[] row = new float[side];
        for (int channel = 0; channel < channels; channel++)
            for (int j = 0; j < side; j++) {
                planes.get(channel).get(x, top + y + j, side, row);
                int at = start + j * side * channels + channel;
                for (int i = 0; i < side; i++, at += channels) into[at] = row[i];
            }
    }

    /** As {@link #copy}, the whole of a square image enlarged bilinearly to {@code side}. */
    void copyEnlarged(int side, float[] into, int start) {
        int channels = planes.size();
        float[] own = new float[width * height * channels];
        copy(0, 0, width, own, 0);
        for (int j = 0; j < side; j++) {
            double v = source(j, side);
            int row = Math.min((int) v, height - 1) * width;
            int next = Math.min((int) v + 1, height - 1) * width;
            for (int i = 0; i < side; i++) {
                double u = source(i, side);
                int column = Math.min((int) u, width - 1);
                int right = Math.min(column + 1, width - 1);
                for (int c = 0; c < channels; c++) {
                    double upper = between(own, row + column, row + right, u - column, channels, c);
                    double lower =
                            between(own, next + column, next + right, u - column, channels, c);
                    into[start + (j * side + i) * channels + c] =
                            (float) (upper + (v - (int) v) * (lower - upper));
                }
            }
        }
    }

    /**
     * Where the middle of pixel {@code at} of the enlarged image lies; at the border on the border.
     */
    private double source(int at, int side) {
        return Math.max(0, Math.min(width - 1, (at + 0.5) * width / side - 0.5));
    }

    private static double between(
            float[] values, int left, int right, double share, int channels, int channel) {
        double a = values[left * channels + channel];
        return a + share * (values[right * channels + channel] - a);
    }
}

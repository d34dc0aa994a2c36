package org.mulligan.image.zarr;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Which axis of an array is which of ImageJ's. Those that ImageJ has no place for become frames.
 *
 * @param x axis of columns
 * @param y axis of rows
 * @param channels axes of channels, slices and frames, the slowest first; mostly one or none each
 */
record AxisPlan(
        int x,
        int y,
        List<Integer> channels,
        List<Integer> slices,
        List<Integer> frames,
        List<String> notes) {
    private static final String USUAL = "tczyx";

    /**
     * @param axes as the metadata name them; where they are not as many as the array has, the last
     *     of TCZYX are taken
     */
    static AxisPlan of(List<Multiscale.Axis> axes, long[] shape) throws IOException {
        List<String> notes = new ArrayList<>();
        List<Multiscale.Axis> named = axes;
        if (axes.size() != shape.length) {
            named = usual(shape.length);
            // What has five is as all versions before 0.3 have it.
            if (!axes.isEmpty() || shape.length != USUAL.length())
                notes.add(
                        "It does not say which axis is which; its %s are taken as %s"
                                .formatted(
                                        sizes(shape),
                                        String.join(
                                                "",
                                                named.stream()
                                                        .map(Multiscale.Axis::name)
                                                        .toList())));
        }
        return of(named, shape, notes);
    }

    private static AxisPlan of(List<Multiscale.Axis> axes, long[] shape, List<String> notes)
            throws IOException {
        String letters = letters(axes);
        int x = letters.lastIndexOf('x');
        int y = letters.lastIndexOf('y');
        if (x < 0 || y < 0)
            throw new IOException(
                    "its axes are %s, and an image needs x and y; name them so in its metadata"
                            .formatted(axes.stream().map(Multiscale.Axis::name).toList()));
        List<Integer> frames = all(letters, 't', x, y);
        for (int d : all(letters, '?', x, y)) {
            frames.add(d);
            if (shape[d] > 1)
                notes.add(
                        "ImageJ has no axis \"%s\"; its %d positions become frames"
                                .formatted(axes.get(d).name(), shape[d]));
        }
        return new AxisPlan(x, y, all(letters, 'c', x, y), all(letters, 'z', x, y), frames, notes);
    }

    private static String sizes(long[] shape) {
        return String.join(" x ", Arrays.stream(shape).mapToObj(Long::toString).toList())
                + " pixels";
    }

    private static List<Multiscale.Axis> usual(int count) {
        List<Multiscale.Axis> usual = new ArrayList<>();
        for (int i = USUAL.length() - count; i < USUAL.length(); i++)
            usual.add(new Multiscale.Axis(i < 0 ? "?" : USUAL.substring(i, i + 1), "", ""));
        return usual;
    }

    /** x, y, z, c, t or ? of each; by name, else by type. A second one of a kind is none. */
    private static String letters(List<Multiscale.Axis> axes) {
        StringBuilder letters = new StringBuilder();
        for (Multiscale.Axis axis : axes) {
            String name = axis.name().toLowerCase(Locale.ROOT);
            String letter =
                    switch (name) {
                        case "x", "y", "z", "c", "t" -> name;
                        case "channel", "channels" -> "c";
                        case "time", "frame", "frames" -> "t";
                        default -> byType(axis.type());
                    };
            letters.append(letters.indexOf(letter) >= 0 ? "?" : letter);
        }
        return letters.toString();
    }

    private static String byType(String type) {
        return switch (type) {
            case "channel" -> "c";
            case "time" -> "t";
            case "space" -> "z";
            default -> "?";
        };
    }

    private static List<Integer> all(String letters, char letter, int x, int y) {
        return new ArrayList<>(
                IntStream.range(0, letters.length())
                        .filter(d -> letters.charAt(d) == letter && d != x && d != y)
                        .boxed()
                        .toList());
    }

    /** How many positions some axes have together. */
    static long count(List<Integer> axes, long[] shape) {
        long count = 1;
        for (int d : axes) count = Math.multiplyExact(count, shape[d]);
        return count;
    }

    /** Sets the position along some axes, of which the last is fastest. */
    static void place(long[] origin, List<Integer> axes, long[] shape, long position) {
        long rest = position;
        for (int i = axes.size() - 1; i >= 0; i--) {
            origin[axes.get(i)] = rest % shape[axes.get(i)];
            rest /= shape[axes.get(i)];
        }
    }
}

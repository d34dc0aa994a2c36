package org.mulligan.image.plane;

import java.io.IOException;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Equal pieces of an image, spread evenly over all of it, as if each were a plane: what is measured
 * on them is nearly that of the image, and they are read in no time.
 */
public final class SampledPlanes implements PlaneSource {
    /** Multiples of it are spread as evenly as any over what they are taken modulo of. */
    private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;

    private final PlaneSource image;
    private final List<List<Integer>> planes;
    private final int width;
    private final int height;
    private final int columns;
    private final int rows;
    private final int each;
    private final int step;
    private final int offset;

    /**
     * @param each pieces of a channel, at most all of those of the one that has fewest
     */
    public SampledPlanes(PlaneSource image, long each) {
        this(image, each, 1, 0);
    }

    private SampledPlanes(PlaneSource image, long each, int step, int offset) {
        this.step = step;
        this.offset = offset;
        this.image = image;
        int[] piece = image.piece();
        width = Math.min(image.width(), piece[0]);
        height = Math.min(image.height(), piece[1]);
        columns = (image.width() - 1) / width + 1;
        rows = (image.height() - 1) / height + 1;
        planes =
                IntStream.range(0, image.channels())
                        .mapToObj(
                                channel ->
                                        IntStream.range(0, image.count())
                                                .filter(plane -> image.channel(plane) == channel)
                                                .boxed()
                                                .toList())
                        .toList();
        this.each =
                (int)
                        planes.stream()
                                .mapToLong(of -> Math.min(each, pieces(of)))
                                .min()
                                .orElseThrow();
    }

    private long pieces(List<Integer> of) {
        return (long) of.size() * columns * rows;
    }

    /** Whether no piece is left out. */
    public boolean isWhole() {
        return planes.stream().allMatch(of -> pieces(of) == each);
    }

    /** Pieces of a channel. */
    public int each() {
        return (each - offset + step - 1) / step;
    }

    /**
     * Some of these pieces.
     *
     * @param offset from 0 to {@code step} - 1
     */
    public SampledPlanes every(int step, int offset) {
        return new SampledPlanes(image, each, step, offset);
    }

    /** Of the pixels of the image, 0 to 1. */
    public double share() {
        return Math.min(
                1,
                (double) count() * width * height / image.width() / image.height() / image.count());
    }

    @Override
    public int count() {
        return each() * planes.size();
    }

    @Override
    public int width() {
        return width;
    }

    @Override
    public int height() {
        return height;
    }

    @Override
    public int bitDepth() {
        return image.bitDepth();
    }

    @Override
    public int channels() {
        return planes.size();
    }

    @Override
    public int channel(int piece) {
        return piece % planes.size();
    }

    /**
     * Where a piece lies.
     *
     * @param y the upper row, px
     * @param x the left column, px; the last of each row reaches back into the one before
     */
    private record Place(int plane, int x, int y) {}

    private Place place(int piece) {
        List<Integer> of = planes.get(channel(piece));
        long all = pieces(of);
        long number = (offset + (long) step * (piece / planes.size())) * step(all) % all;
        int column = (int) (number % columns);
        int row = (int) (number / columns % rows);
        return new Place(
                of.get((int) (number / columns / rows)),
                Math.min(column * width, image.width() - width),
                Math.min(row * height, image.height() - height));
    }

    /** Has no divisor in common with all, so that each piece comes once. */
    private static long step(long all) {
        long step = Math.max(1, Math.round(GOLDEN * all));
        while (divisor(step, all) != 1) step++;
        return step;
    }

    private static long divisor(long a, long b) {
        return b == 0 ? a : divisor(b, a % b);
    }

    @Override
    public Pixels read(int piece) throws IOException {
        Place place = place(piece);
        return new CutPixels(image.read(place.plane), place.x, place.y, width, height);
    }

    @Override
    public BitSet missing(int piece) throws IOException {
        Place place = place(piece);
        return new CutPlanes(
                        image, List.of(place.plane), List.of(0), place.x, place.y, width, height)
                .missing(0);
    }
}

package org.mulligan.predict;

import java.util.ArrayList;
import java.util.List;

/**
 * How one axis of an image is cut for the network, in pixels of the network's input.
 *
 * <p>The axis is first framed: its far end is mirrored up to a multiple, then both ends by {@link
 * #frame()}. The frame is the same for every tile size, and tiles begin on multiples and carry the
 * whole halo wherever the framed axis goes on. So each pixel sees the same surroundings however the
 * axis is cut, and tiled equals untiled by construction.
 *
 * @param size most pixels the network sees, halo included
 * @param halo pixels at an inner end that are computed and thrown away; a multiple of {@code
 *     multiple}
 * @param multiple what the network divides {@code size} by; 2<sup>depth</sup> for a U-Net
 * @param exact whether the network takes no other size
 */
public record TileShape(int size, int halo, int multiple, boolean exact) {
    /** Mirrored pixels that keep the network's own border away from the image's, at most. */
    private static final int FRAME = 16;

    /**
     * One tile on the axis. Coordinates are those of the image; before 0 and past its end it is
     * mirrored.
     *
     * @param start first pixel the network sees; a multiple, may be negative
     * @param size pixels the network sees; a multiple, the same for all tiles of an axis
     * @param from first pixel that is kept
     * @param to end of the pixels that are kept, exclusive
     */
    public record Span(int start, int size, int from, int to) {}

    public TileShape(int size, int halo, int multiple) {
        this(size, halo, multiple, false);
    }

    public TileShape {
        if (multiple < 1 || size < 1 || size % multiple != 0)
            throw new IllegalArgumentException(
                    "Tile size must be a positive multiple of %d px, got %d"
                            .formatted(multiple, size));
        if (halo < 0 || halo % multiple != 0)
            throw new IllegalArgumentException(
                    "Halo must be a multiple of %d px, got %d".formatted(multiple, halo));
        if (2 * halo >= size)
            throw new IllegalArgumentException(
                    "Halo %d px leaves nothing of a %d px tile; use tiles of %d or more"
                            .formatted(halo, size, 2 * halo + multiple));
    }

    /**
     * The shape of a network's tiles.
     *
     * @param size wanted; rounded down to a multiple, and up to the smallest that keeps anything
     * @param reach pixels on either side that can change an output pixel; rounded up to a multiple
     */
    public static TileShape of(int size, int reach, int multiple) {
        int halo = roundUp(reach, multiple);
        return new TileShape(
                Math.max(smallest(reach, multiple), size / multiple * multiple), halo, multiple);
    }

    /**
     * The shape for a network that takes squares of one size only. As much of its halo as leaves
     * something of the tile is kept.
     *
     * @param side a multiple of {@code multiple}
     */
    public static TileShape exactly(int side, int reach, int multiple) {
        int most = (side - multiple) / 2 / multiple * multiple;
        return new TileShape(side, Math.min(most, roundUp(reach, multiple)), multiple, true);
    }

    /** The smallest size that keeps anything. */
    public static int smallest(int reach, int multiple) {
        return 2 * roundUp(reach, multiple) + multiple;
    }

    /** Mirrored pixels before the first pixel, and past the last one's multiple. */
    public int frame() {
        return Math.min(halo, roundUp(FRAME, multiple));
    }

    /** Tiles that an axis of {@code length} px takes. */
    public int count(int length) {
        int framed = framed(length);
        if (framed <= size) return 1;
        return 1 + ceilDiv(framed - size, size - 2 * halo);
    }

    /** The tiles of an axis, of equal size and no larger than their number needs. */
    public List<Span> cut(int length) {
        int count = count(length);
        int framed = framed(length);
        int even =
                exact ? size : roundUp(ceilDiv(framed + (count - 1) * 2 * halo, count), multiple);
        List<Span> spans = new ArrayList<>();
        int from = 0;
        for (int i = 0; i < count; i++) {
            boolean last = i == count - 1;
            int start = (last ? Math.max(0, framed - even) : i * (even - 2 * halo)) - frame();
            int to = last ? length : Math.min(length, start + even - halo);
            spans.add(new Span(start, even, from, to));
            from = to;
        }
        return spans.stream().filter(span -> span.to() > span.from()).toList();
    }

    private int framed(int length) {
        if (length < 1)
            throw new IllegalArgumentException("An axis needs 1 px or more, got " + length);
        return Math.addExact(roundUp(length, multiple), 2 * frame());
    }

    static int roundUp(int value, int multiple) {
        return ceilDiv(value, multiple) * multiple;
    }

    private static int ceilDiv(int value, int divisor) {
        return -Math.floorDiv(-value, divisor);
    }
}

package org.mulligan.image.outlier;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.mulligan.image.plane.Pixels;
import org.mulligan.noise.BurntIn;
import org.mulligan.noise.HotPixels;

/**
 * Pixels of an image that say nothing of what was imaged: hot and dead ones of the detector, and
 * what was drawn into it. They are found while the image is read for its intensities, plane by
 * plane. In a series of four planes of a channel or more a defect stays where it is: a pixel is one
 * when at least half of the planes suspect it, and what stands out of one plane alone is left.
 *
 * <p>Planes of more than 2<sup>24</sup> px are looked at in strips, so that the memory is bounded.
 */
public final class Outliers {
    private static final int STRIP = 1 << 24;

    /** Rows above and below a strip that are looked at with it. */
    private static final int BORDER = 8;

    /** Planes of a channel from which on defects must stay in their places. */
    private static final int SERIES = 4;

    /** Planes of a channel that vote on its defects; they are the first ones. */
    private static final int VOTERS = 32;

    private static final BitSet NONE = new BitSet();

    private final boolean defects;
    private final int width;
    private final int[] channelOf;
    private final int[] planesOf;
    private final Map<Integer, BitSet> drawn = new HashMap<>();
    private final Map<Integer, BitSet> hot = new HashMap<>();
    private final List<Map<Integer, Integer>> votes = new ArrayList<>();
    private final int[] voters;
    private final BitSet[] fixed;
    private BitSet lastDrawn = NONE;

    /**
     * @param defects whether hot and dead pixels are looked for
     * @param width of each plane, px
     * @param channelOf each plane
     */
    public Outliers(boolean defects, int width, int[] channelOf, int channels) {
        this.defects = defects;
        this.width = width;
        this.channelOf = channelOf.clone();
        planesOf = new int[channels];
        for (int channel : channelOf) planesOf[channel]++;
        voters = new int[channels];
        fixed = new BitSet[channels];
        for (int c = 0; c < channels; c++) votes.add(new HashMap<>());
        Arrays.fill(fixed, NONE);
    }

    /**
     * Looks at a plane.
     *
     * @param level its pixels without offsets of rows and columns, of which hot ones stand out more
     */
    void look(int plane, Pixels pixels, Pixels level) {
        look(plane, pixels, level, 0, 0);
    }

    /**
     * Looks at a rectangle of a plane; of the rest nothing is said.
     *
     * @param level its pixels without offsets of rows and columns
     * @param left column of the plane at which it begins, and
     * @param upper row
     */
    public void look(int plane, Pixels pixels, Pixels level, int left, int upper) {
        int wide = pixels.width();
        int channel = channelOf[plane];
        boolean series = planesOf[channel] >= SERIES;
        boolean votes = defects && series && voters[channel] < VOTERS;
        BitSet drawnHere = new BitSet();
        BitSet hotHere = new BitSet();
        int rows = Math.max(4 * BORDER, STRIP / wide);
        for (int top = 0; top < pixels.height(); top += rows) {
            int from = Math.max(0, top - BORDER);
            int to = Math.min(pixels.height(), top + rows + BORDER);
            float[] strip = strip(pixels, from, to);
            int first = (top - from) * wide;
            int last = (Math.min(pixels.height(), top + rows) - from) * wide;
            int corner = (upper + from) * width + left;
            BitSet found = BurntIn.of(strip, wide, to - from);
            found.stream()
                    .filter(i -> i >= first && i < last)
                    .map(i -> corner + i / wide * width + i % wide)
                    .forEach(drawnHere::set);
            if (!defects || series && !votes) continue;
            if (level != pixels) strip = strip(level, from, to);
            HotPixels in = HotPixels.of(strip, wide, to - from);
            for (int[] each :
                    series ? new int[][] {in.suspects()} : new int[][] {in.hot(), in.dead()})
                for (int i : each)
                    if (i >= first && i < last && !found.get(i))
                        hotHere.set(corner + i / wide * width + i % wide);
        }
        if (!drawnHere.isEmpty()) {
            // What is drawn on every plane is kept once.
            if (!drawnHere.equals(lastDrawn)) lastDrawn = drawnHere;
            drawn.put(plane, lastDrawn);
        }
        if (votes) {
            voters[channel]++;
            hotHere.stream().forEach(i -> this.votes.get(channel).merge(i, 1, Integer::sum));
        } else if (!hotHere.isEmpty()) hot.put(plane, hotHere);
    }

    /** Whether what is found on a plane decides on the defects of its channel. */
    public boolean votes(int plane) {
        int channel = channelOf[plane];
        if (!defects || planesOf[channel] < SERIES) return false;
        int before = 0;
        for (int other = 0; other < plane && before < VOTERS; other++)
            if (channelOf[other] == channel) before++;
        return before < VOTERS;
    }

    /** Counts the votes; no plane is looked at after that. */
    public void decide() {
        for (int c = 0; c < fixed.length; c++) {
            BitSet agreed = new BitSet();
            int least = Math.max(3, (voters[c] + 1) / 2);
            votes.get(c)
                    .forEach(
                            (pixel, count) -> {
                                if (count >= least) agreed.set(pixel);
                            });
            votes.get(c).clear();
            fixed[c] = agreed;
        }
    }

    private static float[] strip(Pixels pixels, int from, int to) {
        int width = pixels.width();
        float[] strip = new float[width * (to - from)];
        float[] row = new float[width];
        for (int y = from; y < to; y++) {
            pixels.get(0, y, width, row);
            System.arraycopy(row, 0, strip, (y - from) * width, width);
        }
        return strip;
    }

    /** Whether the image is an ordinary one. */
    public boolean isEmpty() {
        return drawn.isEmpty() && hot.isEmpty() && Arrays.stream(fixed).allMatch(BitSet::isEmpty);
    }

    /** Whether anything was drawn into a plane. */
    public boolean hasDrawn() {
        return !drawn.isEmpty();
    }

    /** Bit y * width + x of what was drawn into a plane; not to be changed. */
    public BitSet drawn(int plane) {
        return drawn.getOrDefault(plane, NONE);
    }

    private BitSet defective(int plane) {
        return hot.getOrDefault(plane, fixed[channelOf[plane]]);
    }

    /** A plane with what its surroundings say in place of its outliers; itself without any. */
    Pixels cleaned(int plane, Pixels pixels) {
        BitSet known = drawn(plane);
        BitSet defective = defective(plane);
        if (known.isEmpty() && defective.isEmpty()) return pixels;
        if (known.isEmpty()) return new ReplacedPixels(pixels, defective);
        if (defective.isEmpty()) return new ReplacedPixels(pixels, known);
        BitSet all = (BitSet) known.clone();
        all.or(defective);
        return new ReplacedPixels(pixels, all);
    }

    /** What was found, a line each, for people; none for an ordinary image. */
    public List<String> notes() {
        List<String> lines = new ArrayList<>();
        long replaced = 0;
        for (BitSet each : fixed) replaced += each.cardinality();
        for (BitSet each : hot.values()) replaced += each.cardinality();
        if (replaced > 0)
            lines.add(
                    "Hot pixels: %d hot or dead %s replaced by the median of the neighbours in what the network is given%s; hotpixels=keep (Hot pixels) leaves them"
                            .formatted(
                                    replaced,
                                    replaced == 1 ? "pixel was" : "pixels were",
                                    hot.isEmpty() && channelOf.length >= SERIES
                                            ? ", on every plane"
                                            : ""));
        if (!drawn.isEmpty()) {
            int most = drawn.values().stream().mapToInt(BitSet::cardinality).max().orElse(0);
            lines.add(
                    "Burnt in: a scale bar or text of up to %d px was drawn into the pixels of %d of %d planes; it is left as it is, and counts neither for the normalisation nor for what the network is given"
                            .formatted(most, drawn.size(), channelOf.length));
        }
        return lines;
    }
}

package org.mulligan.noise;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Scale bars, frames, text and time stamps that were drawn into the pixels of a plane: bright
 * constants. Some value that hardly any pixel exceeds is repeated in rows of pixels; where it fills
 * a rectangle, or a line of glyphs, and the plane falls off beside it within a pixel, it is drawn.
 * What a microscope images does not fall off so fast. So a saturated structure stays, unless it is
 * a perfect rectangle and sharp.
 *
 * <p>Smooth-edged text is found with the pixels that touch its glyphs. Not found: what is dark,
 * what is drawn in more than one value, shapes other than rectangles, lines and text (a lone
 * arrow), text of fewer than two characters where no bar of its value is near, and smooth-edged
 * text whose strokes are too thin to reach their full value.
 */
public final class BurntIn {
    /** Pixels side by side of one value, from which on it is looked at. */
    private static final int RUN = 3;

    /** Pixels that end such a run. */
    private static final int FEWEST = 6;

    private static final int MOST_RUNS = 1 << 16;
    private static final int SAMPLE = 1 << 13;
    private static final int VALUES = 4;

    /** Share of all pixels that may be brighter: no more than set no scale. */
    private static final double BRIGHTER = 0.002;

    /** Share of all pixels above which it is the image. */
    private static final double MOST = 0.2;

    /** Of a rectangle, px. */
    private static final int LONG = 8;

    private static final int AREA = 16;

    /** Of a line of a single pixel's width, px. */
    private static final int LINE = 24;

    /** Of a glyph, px. */
    private static final int LOWEST = 5;

    private static final int HIGHEST = 128;

    /** Above this share of its box a shape is a blob and no glyph. */
    private static final double GLYPH = 0.72;

    private final float[] plane;
    private final int width;
    private final int height;
    private final BitSet found = new BitSet();

    private BurntIn(float[] plane, int width, int height) {
        this.plane = plane;
        this.width = width;
        this.height = height;
    }

    /**
     * Looks at one plane.
     *
     * @return bit y * width + x of each pixel that was drawn; empty where none was
     */
    public static BitSet of(float[] plane, int width, int height) {
        BurntIn search = new BurntIn(plane, width, height);
        for (float value : search.repeated()) search.look(value);
        // A picture made of constants is a picture, and so is a mask.
        boolean picture =
                search.found.cardinality() > MOST * plane.length || search.leavesAConstant();
        return picture ? new BitSet() : search.found;
    }

    private boolean leavesAConstant() {
        int first = found.nextClearBit(0);
        for (int i = first; i < plane.length; i = found.nextClearBit(i + 1))
            if (plane[i] != plane[first]) return false;
        return true;
    }

    /** The brightest values that fill runs of a row or a column. */
    private List<Float> repeated() {
        float least = bright();
        Map<Float, Integer> runs = new HashMap<>();
        int[] down = new int[width];
        for (int y = 0; y < height; y++) {
            int across = 0;
            for (int x = 0; x < width; x++) {
                int i = y * width + x;
                float value = plane[i];
                across = x > 0 && plane[i - 1] == value ? across + 1 : 1;
                down[x] = y > 0 && plane[i - width] == value ? down[x] + 1 : 1;
                if (value >= least && (across >= RUN || down[x] >= RUN) && runs.size() < MOST_RUNS)
                    runs.merge(value, 1, Integer::sum);
            }
        }
        return runs.entrySet().stream()
                .filter(run -> run.getValue() >= FEWEST)
                .map(Map.Entry::getKey)
                .sorted(Comparator.reverseOrder())
                .limit(VALUES)
                .filter(this::setsTheScale)
                .toList();
    }

    /** What is darker than that, by a sample of the pixels, sets no scale. */
    private float bright() {
        float[] sample = new float[Math.min(SAMPLE, plane.length)];
        int count = 0;
        for (int i = 0; i < sample.length; i++) {
            float value = plane[(int) ((long) i * plane.length / sample.length)];
            if (!Float.isNaN(value)) sample[count++] = value;
        }
        if (count == 0) return Float.POSITIVE_INFINITY;
        Arrays.sort(sample, 0, count);
        return sample[(int) (0.95 * (count - 1))];
    }

    private boolean setsTheScale(float value) {
        int brighter = 0;
        int equal = 0;
        for (float other : plane)
            if (other > value) brighter++;
            else if (other == value) equal++;
        return brighter - found.cardinality() <= BRIGHTER * plane.length
                && equal <= MOST * plane.length;
    }

    private void look(float value) {
        List<Component> all = components(value);
        List<Component> drawn = new ArrayList<>();
        List<Component> glyphs = new ArrayList<>();
        for (Component each : all) {
            if (isRectangle(each)) drawn.add(each);
            else if (isGlyph(each)) glyphs.add(each);
        }
        for (Component glyph : glyphs) if (isText(glyph, glyphs)) drawn.add(glyph);
        List<Component> seeds = List.copyOf(drawn);
        for (Component each : all)
            if (!drawn.contains(each)
                    && seeds.stream().anyMatch(seed -> belongs(each, seed))
                    && isDrawn(each)) drawn.add(each);
        for (Component each : drawn) add(each);
    }

    private boolean isRectangle(Component shape) {
        return shape.fill() == 1
                && Math.max(shape.width(), shape.height())
                        >= (Math.min(shape.width(), shape.height()) == 1 ? LINE : LONG)
                && shape.pixels.length >= AREA
                && shape.isSharp(plane, width, height);
    }

    private boolean isGlyph(Component shape) {
        return shape.height() >= LOWEST
                && shape.height() <= HIGHEST
                && shape.width() <= 2 * shape.height()
                && (shape.fill() <= GLYPH || shape.width() <= shape.height() / 3)
                && isDrawn(shape);
    }

    private boolean isDrawn(Component shape) {
        return shape.isSharp(plane, width, height) || shape.isSmooth(plane, width, height);
    }

    /** Two others stand on the same line close by, or one of exactly its height. */
    private static boolean isText(Component glyph, List<Component> glyphs) {
        int others = 0;
        boolean shaped = isShaped(glyph);
        for (Component other : glyphs) {
            int reach = Math.max(glyph.height(), other.height());
            if (other == glyph
                    || Math.abs(other.bottom - glyph.bottom) > 1
                    || 2 * Math.min(glyph.height(), other.height()) < reach
                    || !glyph.isNear(other, reach)) continue;
            others += other.top == glyph.top && other.bottom == glyph.bottom ? 2 : 1;
            shaped |= isShaped(other);
        }
        return others >= 2 && shaped;
    }

    /** Not a mere stroke: parallel lines are a pattern and no text. */
    private static boolean isShaped(Component glyph) {
        return glyph.width() > 2 && glyph.fill() <= GLYPH;
    }

    /** Dots, colons, and letters that are no glyphs to {@link #isGlyph}. */
    private static boolean belongs(Component part, Component drawn) {
        int reach = Math.min(HIGHEST / 2, 2 * Math.min(drawn.width(), drawn.height()) + LONG);
        return part.isNear(drawn, reach) && part.height() <= HIGHEST;
    }

    private void add(Component drawn) {
        boolean smooth = !drawn.isSharp(plane, width, height);
        for (int pixel : drawn.pixels) {
            found.set(pixel);
            if (!smooth) continue;
            int x = pixel % width;
            int y = pixel / width;
            for (int v = Math.max(0, y - 1); v <= Math.min(height - 1, y + 1); v++)
                found.set(v * width + Math.max(0, x - 1), v * width + Math.min(width, x + 2));
        }
    }

    private List<Component> components(float value) {
        BitSet left = new BitSet(plane.length);
        for (int i = 0; i < plane.length; i++) if (plane[i] == value) left.set(i);
        List<Component> components = new ArrayList<>();
        ArrayDeque<Integer> open = new ArrayDeque<>();
        for (int start = left.nextSetBit(0); start >= 0; start = left.nextSetBit(start)) {
            int[] pixels = new int[16];
            int count = 0;
            left.clear(start);
            open.add(start);
            while (!open.isEmpty()) {
                int pixel = open.remove();
                if (count == pixels.length) pixels = Arrays.copyOf(pixels, 2 * count);
                pixels[count++] = pixel;
                for (int dy = -1; dy <= 1; dy++)
                    for (int dx = -1; dx <= 1; dx++) {
                        int x = pixel % width + dx;
                        int y = pixel / width + dy;
                        if (x < 0 || y < 0 || x >= width || y >= height) continue;
                        if (!left.get(y * width + x)) continue;
                        left.clear(y * width + x);
                        open.add(y * width + x);
                    }
            }
            components.add(new Component(Arrays.copyOf(pixels, count), width));
        }
        return components;
    }
}

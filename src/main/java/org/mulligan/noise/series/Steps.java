package org.mulligan.noise.series;

import java.util.Arrays;

/**
 * How far a series moves from each plane to the next, measured by {@link PhaseCorrelation} when it
 * is asked for, on at most 512 x 512 px in the middle. A step without a clear peak is none: then
 * the two planes show nothing alike, or only noise.
 *
 * <p>Known error: 0.3 px of a step where the peak is clear. So a movement of less than {@link
 * #LEAST} px between two planes counts as none.
 */
public final class Steps {
    /** Movement that is undone at least, px. */
    public static final double LEAST = 0.75;

    private static final int LARGEST = 512;

    /** Standard deviations that no peak of chance reaches. */
    private static final double CLEAR = 8;

    private final Planes planes;
    private final int width;
    private final int height;
    private final PhaseCorrelation.Peak[] known;

    /** Where the planes of the series come from. */
    @FunctionalInterface
    public interface Planes {
        /**
         * @param place in the series, from 0
         * @return {@code width * height} values without what is not a number, not modified
         */
        float[] at(int place) throws java.io.IOException;
    }

    /**
     * Whole pixels.
     *
     * @param x to the right: what the first plane shows at {@code x0}, the second shows at {@code
     *     x0 + x}
     * @param y downwards
     */
    public record Whole(int x, int y) {
        /** No movement. */
        public static final Whole NONE = new Whole(0, 0);
    }

    /**
     * @param length planes of the series
     */
    public Steps(Planes planes, int length, int width, int height) {
        this.planes = planes;
        this.width = width;
        this.height = height;
        known = new PhaseCorrelation.Peak[Math.max(0, length - 1)];
    }

    /** From one place of the series to another, all steps between them added, in whole pixels. */
    public Whole between(int from, int to) throws java.io.IOException {
        double x = 0;
        double y = 0;
        for (int place = Math.min(from, to); place < Math.max(from, to); place++) {
            PhaseCorrelation.Peak step = step(place);
            if (step.height() <= CLEAR || step.negative()) continue;
            x += step.x();
            y += step.y();
        }
        if (Math.hypot(x, y) < LEAST) return Whole.NONE;
        int sign = from < to ? 1 : -1;
        return new Whole(sign * (int) Math.rint(x), sign * (int) Math.rint(y));
    }

    private PhaseCorrelation.Peak step(int place) throws java.io.IOException {
        if (known[place] == null)
            known[place] =
                    PhaseCorrelation.of(
                                    middle(planes.at(place)),
                                    middle(planes.at(place + 1)),
                                    Math.min(LARGEST, width),
                                    Math.min(LARGEST, height))
                            .peak();
        return known[place];
    }

    private float[] middle(float[] plane) {
        int wide = Math.min(LARGEST, width);
        int high = Math.min(LARGEST, height);
        if (wide == width && high == height) return plane;
        float[] part = new float[wide * high];
        for (int y = 0; y < high; y++) {
            int from = (y + (height - high) / 2) * width + (width - wide) / 2;
            System.arraycopy(plane, from, part, y * wide, wide);
        }
        return part;
    }

    /** The longest step that is known so far, px. */
    public double longest() {
        return Arrays.stream(known)
                .filter(step -> step != null && step.height() > CLEAR && !step.negative())
                .mapToDouble(PhaseCorrelation.Peak::length)
                .max()
                .orElse(0);
    }
}

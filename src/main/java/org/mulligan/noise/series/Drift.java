package org.mulligan.noise.series;

import java.util.ArrayList;
import java.util.List;

/**
 * How the frames of a series are shifted against their first one, by phase correlation ({@link
 * PhaseCorrelation}). A frame that shows nothing of the first any more is compared with the last
 * one that was found, whose shift is added.
 *
 * <p>Known error: 0.3 px where the peak is clear; shifts of a quarter of a side or more are not
 * found.
 *
 * @param shifts of the frames in which the specimen was found, the first included
 */
public record Drift(List<Shift> shifts) {
    /** Standard deviations that no peak of chance reaches in a frame. */
    private static final double CLEAR = 8;

    /**
     * @param frame the first is 0
     * @param x to the right, px
     * @param y downwards, px
     */
    public record Shift(int frame, double x, double y) {
        /** Length of the shift, px. */
        public double length() {
            return Math.hypot(x, y);
        }
    }

    public Drift {
        shifts = List.copyOf(shifts);
    }

    /**
     * @param frames each {@code width * height}, row by row, not modified; without what is not a
     *     number
     */
    public static Drift of(List<float[]> frames, int width, int height) {
        List<Shift> shifts = new ArrayList<>();
        if (!frames.isEmpty()) shifts.add(new Shift(0, 0, 0));
        for (int i = 1; i < frames.size(); i++) {
            Shift last = shifts.get(shifts.size() - 1);
            PhaseCorrelation.Peak peak = peak(frames, 0, i, width, height);
            if (isClear(peak)) {
                shifts.add(new Shift(i, peak.x(), peak.y()));
                continue;
            }
            peak = peak(frames, last.frame(), i, width, height);
            if (isClear(peak)) shifts.add(new Shift(i, last.x() + peak.x(), last.y() + peak.y()));
        }
        return new Drift(shifts);
    }

    /** The longest shift against the first frame, px. */
    public double farthest() {
        return shifts.stream().mapToDouble(Shift::length).max().orElse(0);
    }

    private static PhaseCorrelation.Peak peak(
            List<float[]> frames, int first, int second, int width, int height) {
        return PhaseCorrelation.of(frames.get(first), frames.get(second), width, height).peak();
    }

    private static boolean isClear(PhaseCorrelation.Peak peak) {
        return peak.height() > CLEAR && !peak.negative();
    }
}

package org.mulligan.noise.series;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Frames of a series that hold nothing of their own: blank ones, as a dropped exposure leaves them,
 * copies of the frame before, and frames that were interpolated halfway between their neighbours.
 *
 * <p>It is exact: noise makes no two frames alike. Only frames of one value count as blank.
 *
 * @param blank whose pixels are all alike; the first is 0
 * @param copies equal to the frame before them, and not blank
 * @param between the mean of the frames before and after, to half a step of the values; no copies
 */
public record Frames(List<Integer> blank, List<Integer> copies, List<Integer> between) {
    public Frames {
        blank = List.copyOf(blank);
        copies = List.copyOf(copies);
        between = List.copyOf(between);
    }

    /**
     * @param frames of one size, not modified
     * @param step smallest difference of two values, 1 for integers; a mean is rounded to it
     */
    public static Frames of(List<float[]> frames, double step) {
        List<Integer> blank = new ArrayList<>();
        List<Integer> copies = new ArrayList<>();
        List<Integer> between = new ArrayList<>();
        for (int i = 0; i < frames.size(); i++) {
            float[] frame = frames.get(i);
            if (isEven(frame)) blank.add(i);
            else if (i > 0 && Arrays.equals(frame, frames.get(i - 1))) copies.add(i);
            else if (i > 0
                    && i + 1 < frames.size()
                    && !Arrays.equals(frame, frames.get(i + 1))
                    && isMean(frame, frames.get(i - 1), frames.get(i + 1), step)) between.add(i);
        }
        return new Frames(blank, copies, between);
    }

    private static boolean isEven(float[] frame) {
        for (float value : frame) if (Float.compare(value, frame[0]) != 0) return false;
        return true;
    }

    private static boolean isMean(float[] frame, float[] before, float[] after, double step) {
        for (int i = 0; i < frame.length; i++) {
            double mean = ((double) before[i] + after[i]) / 2;
            double rounding = step / 2 + 1e-6 * Math.abs(mean);
            if (!(Math.abs(frame[i] - mean) <= rounding) && !Double.isNaN(mean)) return false;
        }
        return true;
    }
}

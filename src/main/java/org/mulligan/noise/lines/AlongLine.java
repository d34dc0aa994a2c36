package org.mulligan.noise.lines;

import java.util.Arrays;
import org.mulligan.noise.Median;

/** The mean along a line that gives no pixel more weight than noise can have: Huber's, one step. */
final class AlongLine {
    private static final double CLIP = 1.5;
    private static final double NORMAL = 1.4826;

    private AlongLine() {}

    /**
     * Of a part of a line.
     *
     * @param values not modified; what is not a number does not count
     * @param to the first that does not belong to it
     * @return 0 where there is none
     */
    static double mean(float[] values, int from, int to) {
        float[] some = new float[to - from];
        int count = 0;
        for (int i = from; i < to; i++) if (!Float.isNaN(values[i])) some[count++] = values[i];
        if (count == 0) return 0;
        some = count < some.length ? Arrays.copyOf(some, count) : some;
        float[] work = some.clone();
        float median = Median.of(work);
        for (int i = 0; i < count; i++) work[i] = Math.abs(some[i] - median);
        double most = CLIP * NORMAL * Median.of(work);
        double sum = 0;
        int inside = 0;
        for (float value : some) {
            double off = value - median;
            if (Math.abs(off) < most) inside++;
            sum += Math.max(-most, Math.min(most, off));
        }
        return median + (inside == 0 ? 0 : sum / inside);
    }
}

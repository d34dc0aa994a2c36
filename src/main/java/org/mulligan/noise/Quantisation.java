package org.mulligan.noise;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * In what steps a plane holds its values, and where it has cut them off.
 *
 * @param step smallest difference of two values, units of the plane; 0 where all are alike
 * @param low what no value could go below; minus infinity where nothing was seen to be cut
 * @param high what no value could go above; infinity where nothing was seen to be cut
 */
record Quantisation(double step, double low, double high) {
    /** Share of pixels at the lowest or highest value that noise alone does not explain. */
    private static final double CUT = 1e-4;

    private static final int FEWEST = 16;

    /** Noise in steps below which rounding adds something else than a twelfth. */
    private static final double FINEST = 0.6;

    /** Pixels that are looked at where there are more. */
    private static final int MOST = 1 << 18;

    /**
     * @param plane what is not a number is passed over
     */
    static Quantisation of(float[] plane) {
        return of(List.of(plane));
    }

    /**
     * @param planes of one camera; what is not a number is passed over
     */
    static Quantisation of(List<float[]> planes) {
        float[] sorted = sample(planes);
        Arrays.sort(sorted);
        int count = sorted.length;
        while (count > 0 && Float.isNaN(sorted[count - 1])) count--;
        if (count == 0)
            return new Quantisation(0, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
        double step = Double.POSITIVE_INFINITY;
        for (int i = 1; i < count; i++)
            if (sorted[i] > sorted[i - 1])
                step = Math.min(step, (double) sorted[i] - sorted[i - 1]);
        float lowest = sorted[0];
        float highest = sorted[count - 1];
        int least = 0;
        while (least < count && sorted[least] == lowest) least++;
        int most = 0;
        while (most < count && sorted[count - 1 - most] == highest) most++;
        double allowed = Math.max(FEWEST, CUT * count);
        // Cameras have their black at some offset: many equal lowest values above 0 are coarse
        // steps rather than a cut.
        return new Quantisation(
                Double.isFinite(step) ? step : 0,
                lowest == 0 && least > allowed ? lowest : Double.NEGATIVE_INFINITY,
                most > allowed ? highest : Double.POSITIVE_INFINITY);
    }

    /** What rounding adds to a variance. */
    double variance() {
        return step * step / 12;
    }

    /** Whether noise is too fine for the steps. */
    boolean hides(double sigma) {
        return sigma < FINEST * step;
    }

    /** The pixels that were cut off. */
    BitSet cut(float[] plane) {
        BitSet cut = new BitSet();
        if (Double.isInfinite(low) && Double.isInfinite(high)) return cut;
        for (int i = 0; i < plane.length; i++) if (plane[i] <= low || plane[i] >= high) cut.set(i);
        return cut;
    }

    /** Share of the pixels at the highest value, where that is no chance. */
    double saturated(List<float[]> planes) {
        if (Double.isInfinite(high)) return 0;
        long all = 0;
        long at = 0;
        for (float[] plane : planes)
            for (float value : plane) {
                if (value >= high) at++;
                all++;
            }
        return at / (double) all;
    }

    /** A pseudo-random pixel of each step: a regular one would look at some columns only. */
    private static float[] sample(List<float[]> planes) {
        long length = planes.stream().mapToLong(plane -> plane.length).sum();
        int step = (int) Math.max(1, (length + MOST - 1) / MOST);
        float[] sample = new float[planes.stream().mapToInt(plane -> plane.length / step).sum()];
        int n = 0;
        for (float[] plane : planes)
            for (int i = 0; i < plane.length / step; i++)
                sample[n++] =
                        plane[i * step + (step == 1 ? 0 : Math.floorMod(i * 0x9E3779B9, step))];
        return sample;
    }
}

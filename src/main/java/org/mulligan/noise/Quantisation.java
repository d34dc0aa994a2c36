package org.mulligan.noise;

import java.util.Arrays;

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

    /** Standard deviations of noise that must not be cut. */
    private static final double REACH = 3;

    /**
     * @param plane what is not a number is passed over
     */
    static Quantisation of(float[] plane) {
        float[] sorted = plane.clone();
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

    /** Whether noise about a mean reaches what was cut. */
    boolean cuts(double mean, double sigma) {
        return mean - REACH * sigma <= low || mean + REACH * sigma >= high;
    }

    /** A copy in which what was cut is not a number. */
    float[] uncut(float[] plane) {
        float[] uncut = plane.clone();
        for (int i = 0; i < uncut.length; i++)
            if (uncut[i] <= low || uncut[i] >= high) uncut[i] = Float.NaN;
        return uncut;
    }
}

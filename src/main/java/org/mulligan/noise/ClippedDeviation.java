package org.mulligan.noise;

/**
 * The standard deviation about 0 without what lies beyond four of it, again and again until nothing
 * more goes. A median of absolute deviations says 0 where most pixels of a dim image hold the same
 * few photons; this does not.
 */
public final class ClippedDeviation {
    private static final double CLIP = 4;
    private static final int ROUNDS = 10;

    private ClippedDeviation() {}

    /**
     * @param differences not modified
     * @return 0 where there are none
     */
    public static double of(float[] differences) {
        double deviation = Double.POSITIVE_INFINITY;
        for (int round = 0; round < ROUNDS; round++) {
            double squares = 0;
            int kept = 0;
            for (float difference : differences)
                if (Math.abs(difference) <= CLIP * deviation) {
                    squares += (double) difference * difference;
                    kept++;
                }
            double next = kept == 0 ? 0 : Math.sqrt(squares / kept);
            if (next == deviation) break;
            deviation = next;
        }
        return deviation;
    }
}

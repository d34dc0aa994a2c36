package org.mulligan.service.restore.probes;

import org.mulligan.service.restore.probes.Probe.Field;
import org.mulligan.service.restore.probes.Probe.Spot;

/** What a result has made of a {@link Probe}. Results have the truth's units. */
final class Measures {
    private static final int SIDE = Probe.SIDE;
    private static final int BLOCK = 32;

    private Measures() {}

    /** Root of the mean squared difference from the truth. */
    static double error(Field field, float[] result) {
        double sum = 0;
        for (int i = 0; i < result.length; i++)
            sum += (result[i] - field.truth()[i]) * (result[i] - field.truth()[i]);
        return Math.sqrt(sum / result.length);
    }

    /**
     * How high the spots are above their surrounding, relative to how high they are in the truth: 1
     * where they are kept.
     */
    static double kept(Field field, float[] result) {
        double left = 0;
        double all = 0;
        for (Spot spot : field.spots()) {
            left += height(result, spot, field.radius());
            all += height(field.truth(), spot, field.radius());
        }
        return left / all;
    }

    /** Mean within half of the radius, at least 1 px, less that of a ring 3 to 6 px outside. */
    private static double height(float[] image, Spot spot, double radius) {
        double core = 0;
        double ring = 0;
        int inCore = 0;
        int inRing = 0;
        for (int y = 0; y < SIDE; y++)
            for (int x = 0; x < SIDE; x++) {
                double away = Math.hypot(x - spot.x(), y - spot.y());
                if (away <= Math.max(1, radius / 2)) {
                    core += image[y * SIDE + x];
                    inCore++;
                } else if (away >= radius + 3 && away <= radius + 6) {
                    ring += image[y * SIDE + x];
                    inRing++;
                }
            }
        return core / inCore - ring / inRing;
    }

    /** Standard deviation of the means of the rows, in standard deviations of the noise. */
    static double rows(Field field, float[] result) {
        double sum = 0;
        double squares = 0;
        for (int y = 0; y < SIDE; y++) {
            double mean = 0;
            for (int x = 0; x < SIDE; x++)
                mean += (result[y * SIDE + x] - field.truth()[y * SIDE + x]) / SIDE;
            sum += mean;
            squares += mean * mean;
        }
        return Math.sqrt(squares / SIDE - sum * sum / SIDE / SIDE) / Probe.NOISE;
    }

    /** Largest difference at the spots, in standard deviations of the noise. */
    static double hot(Field field, float[] result) {
        double most = 0;
        for (Spot spot : field.spots())
            most = Math.max(most, Math.abs(result[spot.pixel()] - field.truth()[spot.pixel()]));
        return most / Probe.NOISE;
    }

    /**
     * Share of the noise that is left in the block of 32 x 32 px where it is most: the slope of the
     * result's error over the noise. Above a half the block looks raw.
     */
    static double rawest(Field field, float[] result) {
        double most = 0;
        for (int top = 0; top < SIDE; top += BLOCK)
            for (int left = 0; left < SIDE; left += BLOCK) {
                double both = 0;
                double noise = 0;
                for (int y = top; y < top + BLOCK; y++)
                    for (int x = left; x < left + BLOCK; x++) {
                        int i = y * SIDE + x;
                        double own = field.noisy()[i] - field.truth()[i];
                        both += own * (result[i] - field.truth()[i]);
                        noise += own * own;
                    }
                most = Math.max(most, both / noise);
            }
        return most;
    }
}

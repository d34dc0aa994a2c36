package org.mulligan.data.audit;

import java.util.Arrays;
import org.mulligan.image.filter.AreaMeans;
import org.mulligan.image.filter.FastGaussian;
import org.mulligan.image.plane.Pixels;

/**
 * What is kept of an image to compare it with all others of its set: a few hundred numbers.
 *
 * @param small the whole plane as {@link #SIDE} rows of as many means, without its illumination, of
 *     mean 0 and norm 1; all 0 where it shows nothing
 * @param saturated share of pixels, 0 to 1, at a highest value at which the image is cut off
 * @param structure half-width of what it shows, of contrast over 32 px, px; not a number where that
 *     cannot be told
 * @param broad the same of contrast over 64 px
 * @param seen variance of the small square before its norm, in that which the noise of single
 *     pixels has left there: about 1 where there is nothing else
 */
public record Glance(float[] small, double saturated, double structure, double broad, double seen) {
    /** Of the small square, px. */
    public static final int SIDE = 32;

    /** Structures wider than this, px of the small square, are taken for illumination. */
    private static final double ILLUMINATION = 5;

    private static final double SMOOTH = 0.7;

    /** Of the variance of white noise in the small square, after smoothing and illumination. */
    private static final double NOISE_LEFT = 0.15;

    /** An image with fewer values is a mask, and not cut off. */
    private static final int FEWEST_LEVELS = 16;

    /** So many times more pixels than have the value below lie at one where light is cut off. */
    private static final double PILED = 2;

    /**
     * Looks at a plane.
     *
     * @param plane {@code width * height} values, row by row, not modified
     */
    public static Glance of(float[] plane, int width, int height) {
        float[] small = small(plane, width, height);
        double variance = normalise(small);
        StructureSize structure = StructureSize.of(plane, width, height);
        double cell = width * (double) height / (SIDE * SIDE);
        double left = NOISE_LEFT * structure.noise() / Math.max(1, cell);
        return new Glance(
                small,
                saturated(plane),
                structure.size(),
                structure.broad(),
                left > 0 ? variance / left : variance > 0 ? Double.POSITIVE_INFINITY : 0);
    }

    private static float[] small(float[] plane, int width, int height) {
        float[] small = AreaMeans.of(new Pixels.Floats(plane, width, height), SIDE);
        float[] illumination = small.clone();
        FastGaussian.blur(small, SIDE, SIDE, SMOOTH);
        FastGaussian.blur(illumination, SIDE, SIDE, ILLUMINATION);
        for (int i = 0; i < small.length; i++) small[i] -= illumination[i];
        return small;
    }

    /** To mean 0 and norm 1. */
    private static double normalise(float[] small) {
        double mean = 0;
        for (float value : small) mean += value / small.length;
        double squares = 0;
        for (float value : small) squares += (value - mean) * (value - mean);
        double norm = Math.sqrt(squares);
        for (int i = 0; i < small.length; i++)
            small[i] = norm > 0 ? (float) ((small[i] - mean) / norm) : 0;
        return squares / small.length;
    }

    /**
     * The share of pixels at the highest value, where many more have that than the one below. The
     * highest of light that is not cut off is that of a few pixels.
     */
    private static double saturated(float[] plane) {
        float highest = Float.NEGATIVE_INFINITY;
        for (float value : plane) highest = Math.max(highest, value);
        float below = Float.NEGATIVE_INFINITY;
        long count = 0;
        for (float value : plane) {
            if (value == highest) count++;
            else below = Math.max(below, value);
        }
        long next = 0;
        for (float value : plane) if (value == below) next++;
        if (count <= PILED * next || levels(plane) < FEWEST_LEVELS) return 0;
        return count / (double) plane.length;
    }

    /** How many different values there are, counted up to a few. */
    private static int levels(float[] plane) {
        float[] found = new float[FEWEST_LEVELS];
        int count = 0;
        for (float value : plane) {
            int at = Arrays.binarySearch(found, 0, count, value);
            if (at >= 0) continue;
            if (++count == FEWEST_LEVELS) break;
            int place = -at - 1;
            System.arraycopy(found, place, found, place + 1, count - 1 - place);
            found[place] = value;
        }
        return count;
    }

    /** Correlation of what two images show, -1 to 1. */
    public double likeness(Glance other) {
        float sum = 0;
        for (int i = 0; i < small.length; i++) sum += small[i] * other.small[i];
        return sum;
    }
}

package org.mulligan.data.pairs;

import java.util.Arrays;
import org.mulligan.data.Plane;
import org.mulligan.image.filter.AreaMeans;
import org.mulligan.image.filter.FastGaussian;
import org.mulligan.image.plane.Pixels;
import org.mulligan.noise.series.PhaseCorrelation;

/**
 * What is measured of one pair of planes before it is learnt from.
 *
 * @param name of the pair
 * @param peak of the phase correlation of their middles; the shift is in px of the measured plane
 * @param noisierTarget share of blocks in which the target is clearly the noisier, 0 to 1
 * @param measured the whole measured plane as a small square without its illumination, of mean 0
 *     and norm 1
 * @param target likewise
 */
public record PairFigures(
        String name,
        PhaseCorrelation.Peak peak,
        double noisierTarget,
        float[] measured,
        float[] target) {
    /** Of the small squares, px. */
    static final int SIDE = 96;

    /** Of the middle that is correlated, px. */
    private static final int MIDDLE = 512;

    /** Structures wider than this, px of the small squares, are taken for illumination. */
    private static final double ILLUMINATION = 8;

    private static final double SMOOTH = 1;

    /**
     * The correlation of the middles.
     *
     * @param target of the size of the measured plane
     */
    public static PhaseCorrelation correlation(
            float[] measured, float[] target, int width, int height) {
        int wide = even(Math.min(MIDDLE, width));
        int high = even(Math.min(MIDDLE, height));
        return PhaseCorrelation.of(
                middle(measured, width, height, wide, high),
                middle(target, width, height, wide, high),
                wide,
                high);
    }

    /**
     * @param target of the size of the measured plane
     * @param peak of their {@link #correlation}
     */
    public static PairFigures of(
            String name,
            float[] measured,
            float[] target,
            int width,
            int height,
            PhaseCorrelation.Peak peak) {
        float[] smallMeasured = small(measured, width, height);
        float[] smallTarget = small(target, width, height);
        double gain = spread(smallTarget) == 0 ? 0 : spread(smallMeasured) / spread(smallTarget);
        return new PairFigures(
                name,
                peak,
                PairNoise.shareOfNoisierTarget(measured, target, width, height, gain),
                normed(smallMeasured),
                normed(smallTarget));
    }

    private static int even(int length) {
        return length - length % 2;
    }

    private static float[] middle(float[] plane, int width, int height, int wide, int high) {
        if (width == wide && height == high) return plane;
        return Plane.cut(plane, width, (width - wide) / 2, (height - high) / 2, wide, high);
    }

    private static float[] small(float[] plane, int width, int height) {
        float[] small = AreaMeans.of(new Pixels.Floats(plane, width, height), SIDE);
        float[] illumination = small.clone();
        FastGaussian.blur(small, SIDE, SIDE, SMOOTH);
        FastGaussian.blur(illumination, SIDE, SIDE, ILLUMINATION);
        double sum = 0;
        for (int i = 0; i < small.length; i++) {
            small[i] -= illumination[i];
            sum += small[i];
        }
        float mean = (float) (sum / small.length);
        for (int i = 0; i < small.length; i++) small[i] -= mean;
        return small;
    }

    private static double spread(float[] values) {
        double squares = 0;
        for (float value : values) squares += (double) value * value;
        return Math.sqrt(squares);
    }

    private static float[] normed(float[] values) {
        double norm = spread(values);
        float[] normed = new float[values.length];
        if (norm > 0)
            for (int i = 0; i < normed.length; i++) normed[i] = (float) (values[i] / norm);
        return normed;
    }

    /** Correlation of this pair's measured plane with another's target, -1 to 1. */
    public double likeness(PairFigures other) {
        double sum = 0;
        for (int i = 0; i < measured.length; i++) sum += (double) measured[i] * other.target[i];
        return sum;
    }

    /** Whether both have the same target. */
    boolean sharesTarget(PairFigures other) {
        return Arrays.equals(target, other.target);
    }
}

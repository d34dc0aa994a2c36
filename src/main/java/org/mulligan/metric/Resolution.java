package org.mulligan.metric;

import java.util.OptionalDouble;
import java.util.Random;
import org.mulligan.image.filter.GaussianBlur;
import org.mulligan.noise.NoiseModel;

/**
 * The effective resolution of a shot: the period of the finest detail in which two shots of one
 * field agree, where their Fourier ring correlation ({@link Frc}) falls below 1/7. It depends on
 * the optics and on the light.
 *
 * <p>From one shot y two with independent noise are made: y + n and y - n, where n is a drawing of
 * as much noise as y has. Each has twice the noise's variance, as a shot of half the exposure has;
 * so it is the splitting of counts of single-image FRC, for cameras with a gain, an offset and read
 * noise. What two whole shots would correlate follows: 2 c / (1 + c).
 *
 * <p>It needs noise that is independent from pixel to pixel and of known variance. An error of 10 %
 * of the variance adds 0.05 to the whole curve; it is seen in the finest rings, and taken off.
 *
 * @see <a href="https://doi.org/10.1364/OE.524683">Rieger et al. 2024</a>
 * @see <a href="https://doi.org/10.1038/nmeth.2448">Nieuwenhuizen et al. 2013</a>
 */
public final class Resolution {
    private static final double THRESHOLD = 1.0 / 7;

    /** Rings to either side that are averaged: single ones of few frequencies scatter. */
    private static final int SMOOTH = 2;

    /** Of the means at which the noise is asked for, px. */
    private static final double BLUR = 2;

    /** Least fall of the curve that is one. */
    private static final double LEVEL = 0.03;

    private static final int SHORTEST = 64;

    private Resolution() {}

    /**
     * From two shots of one field.
     *
     * @return period in px, 2 where every detail of the grid is there; empty where a side is
     *     shorter than 64 px, a pixel is not a number, or not even the coarsest detail agrees
     */
    public static OptionalDouble ofRepeats(float[] first, float[] second, int width, int height) {
        if (Math.min(width, height) < SHORTEST) return OptionalDouble.empty();
        return period(Frc.curve(first, second, width, height), Math.min(width, height));
    }

    /**
     * From one shot. The same seed gives the same answer.
     *
     * @param shot not modified
     * @return as {@link #ofRepeats}; empty too where the noise is not independent, or there is none
     */
    public static OptionalDouble ofOne(
            float[] shot, int width, int height, NoiseModel noise, long seed) {
        if (Math.min(width, height) < SHORTEST || !noise.isIndependent() || noise.isNoiseFree())
            return OptionalDouble.empty();
        float[] means = GaussianBlur.blur(shot, width, height, BLUR);
        Random random = new Random(seed);
        float[] more = new float[shot.length];
        float[] less = new float[shot.length];
        for (int i = 0; i < shot.length; i++) {
            float drawn = (float) (noise.sigma(means[i]) * random.nextGaussian());
            more[i] = shot[i] + drawn;
            less[i] = shot[i] - drawn;
        }
        double[] curve = Frc.curve(more, less, width, height);
        double floor = floor(curve);
        for (int ring = 0; ring < curve.length; ring++) {
            double half = Math.max(0, (curve[ring] - floor) / (1 - floor));
            curve[ring] = 2 * half / (1 + half);
        }
        return period(curve, Math.min(width, height));
    }

    /**
     * What the finest rings have in common where it no longer falls with the frequency: that is
     * noise whose variance is not quite what was drawn, as detail falls to the end.
     */
    private static double floor(double[] curve) {
        double finest = mean(curve, 0.9, 1);
        return Math.abs(mean(curve, 0.8, 0.9) - finest) < LEVEL ? finest : 0;
    }

    private static double mean(double[] curve, double from, double to) {
        double sum = 0;
        int first = (int) (from * curve.length);
        int last = (int) (to * curve.length);
        for (int ring = first; ring < last; ring++) sum += curve[ring];
        return sum / (last - first);
    }

    private static OptionalDouble period(double[] curve, int side) {
        for (int ring = 1; ring < curve.length; ring++) {
            double sum = 0;
            int count = 0;
            for (int i = Math.max(1, ring - SMOOTH);
                    i <= Math.min(curve.length - 1, ring + SMOOTH);
                    i++) {
                sum += curve[i];
                count++;
            }
            if (Double.isNaN(sum)) return OptionalDouble.empty();
            if (sum / count < THRESHOLD)
                return ring <= SMOOTH
                        ? OptionalDouble.empty()
                        : OptionalDouble.of(side / (double) ring);
        }
        return OptionalDouble.of(2);
    }
}

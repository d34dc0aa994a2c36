package org.mulligan.noise;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Estimates the noise of a plane from the plane itself and what a faithful network made of it. The
 * pixels are put into bins of equally many by their faithful intensity; in each the variance of
 * input minus faithful output is taken without what lies beyond 4 standard deviations, again and
 * again until nothing more goes; a line through the bins, each weighted by how well it knows its
 * variance, is the noise.
 *
 * <p>A median of absolute deviations, the more usual robust measure, says 0 where most pixels of a
 * dim image hold the same few photons; clipping does not. It bears one outlier in sixteen.
 *
 * <p>What it sees: noise of each pixel by itself, Gaussian or Poisson, and a camera's gain and
 * offset. What it cannot see: what the faithful network does wrong everywhere counts as noise (so
 * the noise of a blurring network is too large and hides its errors); what of the noise the network
 * lets through is missing (the noise is too small); an error that is the same for all pixels of one
 * intensity is the mean of its bin and not seen at all; noise that a camera clips at black or
 * white, and patterns such as hot rows, do not follow a line.
 *
 * @see <a href="https://doi.org/10.1109/TIP.2008.2001399">Foi et al. 2008</a>
 */
public final class NoiseFit {
    private static final int MOST_PIXELS = 1 << 20;
    private static final int MOST_BINS = 64;
    private static final int PIXELS_OF_A_BIN = 200;
    private static final double CLIP = 4;
    private static final int ROUNDS = 20;

    /**
     * @param centre mean faithful intensity
     * @param variance of the residuals
     * @param count residuals that were kept
     */
    private record Bin(double centre, double variance, int count) {}

    private NoiseFit() {}

    /**
     * The noise of one plane; large planes are sampled.
     *
     * @param noisy row by row, not modified
     * @param faithful of the same size, in the same units, not modified
     * @param grain smallest step between two values of {@code noisy}: 1 for an integer image. What
     *     rounding to it does, grain<sup>2</sup> / 12, is the least variance
     */
    public static Noise of(float[] noisy, float[] faithful, double grain) {
        List<Bin> bins = bins(noisy, faithful);
        double dark = bins.get(0).centre();
        double least = grain * grain / 12;
        Noise noise = line(bins, dark, least, new Noise(0, dark, 1));
        // How well a bin knows its variance depends on the variance, which the line knows best.
        for (int i = 0; i < 3; i++) noise = line(bins, dark, least, noise);
        return noise;
    }

    /** The smallest step between two values of a float image, about: that of its largest one. */
    public static double grain(float[] image) {
        double largest = Float.MIN_NORMAL;
        for (float value : image) largest = Math.max(largest, Math.abs(value));
        return 1e-6 * largest;
    }

    private static List<Bin> bins(float[] noisy, float[] faithful) {
        long[] sorted = sortedByIntensity(faithful);
        int count = Math.max(1, Math.min(MOST_BINS, sorted.length / PIXELS_OF_A_BIN));
        List<Bin> bins = new ArrayList<>();
        for (int b = 0; b < count; b++) {
            int from = (int) ((long) sorted.length * b / count);
            int to = (int) ((long) sorted.length * (b + 1) / count);
            double centre = 0;
            double[] residuals = new double[to - from];
            for (int i = from; i < to; i++) {
                int pixel = (int) sorted[i];
                centre += faithful[pixel];
                residuals[i - from] = (double) noisy[pixel] - faithful[pixel];
            }
            bins.add(clipped(centre / residuals.length, residuals));
        }
        return bins;
    }

    /** Indices of pixels in the low half of each number, ordered by the intensity in the high. */
    private static long[] sortedByIntensity(float[] faithful) {
        int step = Math.max(1, -Math.floorDiv(-faithful.length, MOST_PIXELS));
        long[] sorted = new long[-Math.floorDiv(-faithful.length, step)];
        for (int i = 0; i < sorted.length; i++) {
            // A pseudo-random pixel of each step: a regular one would look at some columns only.
            int within = step == 1 ? 0 : Math.floorMod(i * 0x9E3779B9, step);
            int pixel = Math.min(faithful.length - 1, i * step + within);
            int bits = Float.floatToIntBits(faithful[pixel]);
            int order = bits >= 0 ? bits : Integer.MIN_VALUE - bits;
            sorted[i] = (long) order << 32 | pixel;
        }
        Arrays.sort(sorted);
        return sorted;
    }

    private static Bin clipped(double centre, double[] residuals) {
        double mean = 0;
        double variance = Double.POSITIVE_INFINITY;
        int kept = 0;
        for (int round = 0; round < ROUNDS; round++) {
            double reach = CLIP * Math.sqrt(variance);
            int before = kept;
            kept = 0;
            double sum = 0;
            double squares = 0;
            for (double residual : residuals)
                if (Math.abs(residual - mean) <= reach) {
                    kept++;
                    sum += residual;
                    squares += residual * residual;
                }
            mean = sum / kept;
            variance = Math.max(0, squares / kept - mean * mean);
            if (kept == before) break;
        }
        return new Bin(centre, variance, kept);
    }

    /** Weighted least squares; neither slope nor floor is below what it can be. */
    private static Noise line(List<Bin> bins, double dark, double least, Noise now) {
        double weights = 0;
        double x = 0;
        double y = 0;
        double xx = 0;
        double xy = 0;
        for (Bin bin : bins) {
            // The variance of a variance of n values is 2 variance^2 / n.
            double sigma = now.sigma(bin.centre());
            double weight = bin.count() / Math.pow(sigma, 4);
            double distance = bin.centre() - dark;
            weights += weight;
            x += weight * distance;
            y += weight * bin.variance();
            xx += weight * distance * distance;
            xy += weight * distance * bin.variance();
        }
        double spread = xx - x * x / weights;
        double gain = spread > 0 ? Math.max(0, (xy - x * y / weights) / spread) : 0;
        double floor = (y - gain * x) / weights;
        if (floor < least) {
            floor = least;
            gain = xx > 0 ? Math.max(0, (xy - floor * x) / xx) : 0;
        }
        return new Noise(gain, dark, floor);
    }
}

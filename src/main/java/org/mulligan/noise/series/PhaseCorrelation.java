package org.mulligan.noise.series;

import org.jtransforms.fft.DoubleFFT_1D;

/**
 * How far one image is shifted against another, and whether they show the same at all: the cross
 * spectrum with its amplitudes made alike, transformed back, has a peak at the shift and noise
 * elsewhere. How high the peak stands above that noise does not depend on the intensities of the
 * two, their gain, or whether one is the negative of the other.
 *
 * <p>The mean is removed, and a Hann window hides the borders. In images of few photons noise
 * outweighs the specimen at most frequencies; so amplitudes are made alike, but not all 1, and
 * frequencies above about 0.15 cycles/px count little.
 *
 * @see <a href="https://doi.org/10.1109/83.506761">Reddy and Chatterji 1996</a>; Kuglin and Hines
 *     1975
 */
public final class PhaseCorrelation {
    /** Standard deviation of the weight of frequencies, cycles/px. */
    private static final double BAND = 0.08;

    /** What remains of an amplitude is its power of 1 - this: 1 is a phase correlation as such. */
    private static final double WHITENING = 0.7;

    /** Lower ones, in periods of the image, hold its window and its illumination. */
    private static final double LOWEST = 2.5;

    /** Shifts beyond this share of a side overlap too little to be told. */
    private static final double REACH = 0.25;

    /** A peak is so wide, px; the noise is measured farther off. */
    private static final int PEAK = 6;

    private final int width;
    private final int height;

    /** In units of its noise; the shift 0 is the first value. */
    private final double[] surface;

    /**
     * Where the second image lies.
     *
     * @param x shift to the right, px: what the first shows at {@code x0}, the second shows at
     *     {@code x0 + x}
     * @param y shift downwards, px
     * @param height of the peak in standard deviations of the surface
     * @param still height at no shift, or one of a pixel
     * @param negative whether one is the negative of the other
     */
    public record Peak(double x, double y, double height, double still, boolean negative) {
        /** Length of the shift, px. */
        public double length() {
            return Math.hypot(x, y);
        }
    }

    private PhaseCorrelation(int width, int height, double[] surface) {
        this.width = width;
        this.height = height;
        this.surface = surface;
    }

    /**
     * @param first {@code width * height} values, row by row, not modified
     * @param second likewise
     */
    public static PhaseCorrelation of(float[] first, float[] second, int width, int height) {
        double[][] both = spectrum(first, second, width, height);
        double[][] cross = new double[height][2 * width];
        for (int v = 0; v < height; v++)
            for (int u = 0; u < width; u++) {
                double weight = weight(u, v, width, height);
                if (weight == 0) continue;
                int mu = (width - u) % width;
                double[] here = both[v];
                double[] there = both[(height - v) % height];
                // Of z = first + i second: first = (z + z'*) / 2, second = (z - z'*) / 2i.
                double ar = here[2 * u] + there[2 * mu];
                double ai = here[2 * u + 1] - there[2 * mu + 1];
                double br = here[2 * u + 1] + there[2 * mu + 1];
                double bi = there[2 * mu] - here[2 * u];
                double re = ar * br + ai * bi;
                double im = ar * bi - ai * br;
                double length = Math.pow(re * re + im * im, WHITENING / 2);
                if (!(length > 0)) continue;
                cross[v][2 * u] = weight * re / length;
                cross[v][2 * u + 1] = weight * im / length;
            }
        double[] surface = back(cross, width, height);
        double squares = 0;
        for (double value : surface) squares += value * value;
        double sigma = Math.sqrt(squares / surface.length);
        if (sigma > 0) for (int i = 0; i < surface.length; i++) surface[i] /= sigma;
        return new PhaseCorrelation(width, height, surface);
    }

    private static double weight(int u, int v, int width, int height) {
        double fx = (double) Math.min(u, width - u) / width;
        double fy = (double) Math.min(v, height - v) / height;
        if (Math.hypot(fx * width, fy * height) < LOWEST) return 0;
        return Math.exp(-(fx * fx + fy * fy) / (2 * BAND * BAND));
    }

    /** Both images as one complex one. */
    private static double[][] spectrum(float[] first, float[] second, int width, int height) {
        double meanFirst = mean(first);
        double meanSecond = mean(second);
        double[] windowX = hann(width);
        double[] windowY = hann(height);
        double[][] rows = new double[height][2 * width];
        DoubleFFT_1D alongX = new DoubleFFT_1D(width);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                double window = windowX[x] * windowY[y];
                rows[y][2 * x] = (first[y * width + x] - meanFirst) * window;
                rows[y][2 * x + 1] = (second[y * width + x] - meanSecond) * window;
            }
            alongX.complexForward(rows[y]);
        }
        columns(rows, width, height, new DoubleFFT_1D(height), true);
        return rows;
    }

    private static double[] back(double[][] cross, int width, int height) {
        columns(cross, width, height, new DoubleFFT_1D(height), false);
        DoubleFFT_1D alongX = new DoubleFFT_1D(width);
        double[] surface = new double[width * height];
        for (int y = 0; y < height; y++) {
            alongX.complexInverse(cross[y], false);
            for (int x = 0; x < width; x++) surface[y * width + x] = cross[y][2 * x];
        }
        return surface;
    }

    // By rows and columns: JTransforms' 2D transform starts threads that outlive their work.
    private static void columns(
            double[][] rows, int width, int height, DoubleFFT_1D fft, boolean forward) {
        double[] column = new double[2 * height];
        for (int x = 0; x < width; x++) {
            for (int y = 0; y < height; y++) {
                column[2 * y] = rows[y][2 * x];
                column[2 * y + 1] = rows[y][2 * x + 1];
            }
            if (forward) fft.complexForward(column);
            else fft.complexInverse(column, false);
            for (int y = 0; y < height; y++) {
                rows[y][2 * x] = column[2 * y];
                rows[y][2 * x + 1] = column[2 * y + 1];
            }
        }
    }

    private static double mean(float[] values) {
        double sum = 0;
        for (float value : values) sum += value;
        return sum / values.length;
    }

    private static double[] hann(int size) {
        double[] window = new double[size];
        for (int i = 0; i < size; i++)
            window[i] = 0.5 - 0.5 * Math.cos(2 * Math.PI * (i + 0.5) / size);
        return window;
    }

    /** Adds that of another pair, as if both were one; {@code false} where the sizes differ. */
    public boolean add(PhaseCorrelation other) {
        if (other.width != width || other.height != height) return false;
        for (int i = 0; i < surface.length; i++) surface[i] += other.surface[i];
        return true;
    }

    /** The highest peak of all shifts that leave enough of both images. */
    public Peak peak() {
        int most = (int) (REACH * Math.min(width, height));
        int bestX = 0;
        int bestY = 0;
        double best = -1;
        double still = 0;
        for (int y = -most; y <= most; y++)
            for (int x = -most; x <= most; x++) {
                double value = Math.abs(at(x, y));
                if (value > best) {
                    best = value;
                    bestX = x;
                    bestY = y;
                }
                if (Math.abs(x) <= 1 && Math.abs(y) <= 1) still = Math.max(still, value);
            }
        boolean negative = at(bestX, bestY) < 0;
        double sign = negative ? -1 : 1;
        double dx = vertex(sign * at(bestX - 1, bestY), best, sign * at(bestX + 1, bestY));
        double dy = vertex(sign * at(bestX, bestY - 1), best, sign * at(bestX, bestY + 1));
        double noise = noise(bestX, bestY);
        return new Peak(bestX + dx, bestY + dy, best / noise, still / noise, negative);
    }

    /** Standard deviation away from a peak, which is not noise itself. */
    private double noise(int peakX, int peakY) {
        double squares = 0;
        int count = 0;
        for (int y = 0; y < height; y++)
            for (int x = 0; x < width; x++) {
                if (near(x - peakX, width) && near(y - peakY, height)) continue;
                double value = surface[y * width + x];
                squares += value * value;
                count++;
            }
        return count == 0 ? 1 : Math.sqrt(squares / count);
    }

    private static boolean near(int distance, int length) {
        int d = Math.floorMod(distance, length);
        return Math.min(d, length - d) <= PEAK;
    }

    private double at(int x, int y) {
        return surface[Math.floorMod(y, height) * width + Math.floorMod(x, width)];
    }

    /** Of a parabola through three values of which the middle one is the largest. */
    private static double vertex(double before, double top, double after) {
        double bend = before - 2 * top + after;
        return bend < 0 ? Math.max(-0.5, Math.min(0.5, (before - after) / (2 * bend))) : 0;
    }
}

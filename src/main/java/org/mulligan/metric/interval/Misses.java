package org.mulligan.metric.interval;

import java.util.Arrays;

/**
 * Of one plane whose truth is known: which share of its pixels lies outside of the interval, for
 * any factor of its half-width, by quartile of the result's intensity. Errors by half-width are
 * counted in bins of a logarithm, each as its upper edge, so that no share is too small.
 */
final class Misses {
    /** Quartiles of a plane. */
    static final int QUARTILES = 4;

    private static final int BINS = 4096;

    /** Logarithms of the lowest and highest factor. */
    private static final double LOW = Math.log(1e-3);

    private static final double HIGH = Math.log(1e3);

    private final long[][] counts = new long[QUARTILES][BINS];
    private final long[] pixels = new long[QUARTILES];
    private final double width;

    /**
     * @param halfWidth not calibrated; above 0
     * @param result of which the quartiles are
     * @param truth of the same size
     */
    Misses(float[] halfWidth, float[] result, float[] truth) {
        float[] edges = edges(result);
        double sum = 0;
        for (int i = 0; i < result.length; i++) {
            int quartile = 0;
            for (float edge : edges) if (result[i] > edge) quartile++;
            double ratio = Math.abs(result[i] - truth[i]) / (double) halfWidth[i];
            counts[quartile][bin(ratio)]++;
            pixels[quartile]++;
            sum += halfWidth[i];
        }
        width = sum / result.length;
    }

    private static float[] edges(float[] result) {
        float[] sorted = result.clone();
        Arrays.sort(sorted);
        float[] edges = new float[QUARTILES - 1];
        for (int i = 0; i < edges.length; i++)
            edges[i] = sorted[(int) ((long) sorted.length * (i + 1) / QUARTILES)];
        return edges;
    }

    private static int bin(double ratio) {
        if (!(ratio > 0)) return 0;
        double place = (Math.log(ratio) - LOW) / (HIGH - LOW) * BINS;
        return (int) Math.max(0, Math.min(BINS - 1, Math.floor(place)));
    }

    /** The factors that can be told apart, from the smallest on. */
    static int factors() {
        return BINS;
    }

    /** A factor by its number: what all errors of that bin and below lie within. */
    static double factor(int number) {
        return Math.exp(LOW + (HIGH - LOW) * (number + 1) / BINS);
    }

    /** Mean half-width before any factor. */
    double width() {
        return width;
    }

    /** Share of all pixels outside, 0 to 1. */
    double share(int factor) {
        long outside = 0;
        long all = 0;
        for (int q = 0; q < QUARTILES; q++) {
            outside += outside(q, factor);
            all += pixels[q];
        }
        return outside / (double) all;
    }

    /**
     * Share of the pixels of a quartile outside. Where so many pixels are equal that it has none,
     * those of the next darker one are its pixels, too.
     */
    double share(int quartile, int factor) {
        int filled = quartile;
        while (pixels[filled] == 0) filled--;
        return outside(filled, factor) / (double) pixels[filled];
    }

    private long outside(int quartile, int factor) {
        long outside = 0;
        for (int b = factor + 1; b < BINS; b++) outside += counts[quartile][b];
        return outside;
    }
}

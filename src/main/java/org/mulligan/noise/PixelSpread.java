package org.mulligan.noise;

import java.util.Arrays;

/**
 * How far the pixels of a plane lie from the median of their 8 neighbours, in standard deviations
 * of the pixels of like brightness, and which distance no pixel of the plane's own noise and
 * structure is expected to reach. At most 65536 pixels, spread over the plane, are measured.
 *
 * <p>The tail is not assumed to be normal: photon counts and structure have longer ones. Its
 * probability falls like that of a Weibull distribution through two quantiles, which is exact for
 * exponential tails and too careful for normal ones (5.7 where 5.1 would do in 512 x 512 px).
 */
final class PixelSpread {
    private static final int MOST = 1 << 16;
    private static final int BINS = 24;

    /** Pixels of a plane that may be taken for outliers wrongly. */
    private static final double FALSE_ALARMS = 0.01;

    /** No tail is taken to be thinner than about a normal one, or longer than this. */
    private static final double THINNEST = 0.6;

    private static final double LONGEST = 2;

    private static final double HALF = Math.log(2);

    private final long pixels;
    private final float[] edges;
    private final double[] deviations;
    private final double least;

    /** Distances of the sample, rising. */
    private final double[] distances;

    /** Of the sample, rising. */
    private final float[] intensities;

    private PixelSpread(
            long pixels,
            float[] edges,
            double[] deviations,
            double[] distances,
            float[] intensities) {
        this.pixels = pixels;
        this.intensities = intensities;
        this.edges = edges;
        this.deviations = deviations;
        this.least = Arrays.stream(deviations).filter(d -> d > 0).min().orElse(0);
        this.distances = distances;
    }

    /** For distances upwards. */
    static PixelSpread of(float[] plane, int width, int height) {
        Neighbourhood around = new Neighbourhood(plane, width, height);
        int step = Math.max(1, -Math.floorDiv(-plane.length, MOST));
        long[] byMedian = new long[plane.length / step];
        float[] medians = new float[byMedian.length];
        float[] differences = new float[byMedian.length];
        float[] intensities = new float[byMedian.length];
        int count = 0;
        for (int i = 0; i < byMedian.length; i++) {
            // A pseudo-random pixel of each step: a regular one would look at some columns only.
            int pixel = i * step + (step == 1 ? 0 : Math.floorMod(i * 0x9E3779B9, step));
            float median = around.median(pixel % width, pixel / width, 1);
            if (Float.isNaN(median) || Float.isNaN(plane[pixel])) continue;
            medians[count] = median;
            intensities[count] = plane[pixel];
            differences[count] = plane[pixel] - median;
            int bits = Float.floatToIntBits(median);
            byMedian[count] = (long) (bits >= 0 ? bits : Integer.MIN_VALUE - bits) << 32 | count;
            count++;
        }
        byMedian = Arrays.copyOf(byMedian, count);
        Arrays.sort(byMedian);
        int bins = Math.max(1, Math.min(BINS, count / 100));
        float[] edges = new float[bins - 1];
        double[] deviations = new double[bins];
        double[] distances = new double[count];
        for (int b = 0; b < bins; b++) {
            int from = (int) ((long) count * b / bins);
            int to = (int) ((long) count * (b + 1) / bins);
            float[] members = new float[to - from];
            for (int i = from; i < to; i++) members[i - from] = differences[(int) byMedian[i]];
            if (b > 0) edges[b - 1] = medians[(int) byMedian[from]];
            deviations[b] = ClippedDeviation.of(members);
            for (int i = from; i < to; i++)
                distances[i] = deviations[b] == 0 ? 0 : members[i - from] / deviations[b];
        }
        Arrays.sort(distances);
        intensities = Arrays.copyOf(intensities, count);
        Arrays.sort(intensities);
        return new PixelSpread((long) width * height, edges, deviations, distances, intensities);
    }

    /** The same sample for distances downwards: a standard deviation about 0 has no direction. */
    PixelSpread downwards() {
        double[] turned = new double[distances.length];
        for (int i = 0; i < turned.length; i++) turned[i] = 0 - distances[turned.length - 1 - i];
        return new PixelSpread(pixels, edges, deviations, turned, intensities);
    }

    /** The least standard deviation of any brightness that is not 0, for a cheap first look. */
    double least() {
        return least;
    }

    /** Intensity below which this share of the sample lies. */
    float quantile(double share) {
        return intensities[(int) (share * (intensities.length - 1))];
    }

    /** Of pixels whose neighbours' median is so bright. */
    double deviation(float median) {
        int low = 0;
        int high = edges.length;
        while (low < high) {
            int middle = (low + high) / 2;
            if (edges[middle] <= median) low = middle + 1;
            else high = middle;
        }
        return deviations[low];
    }

    /**
     * The distance, in standard deviations, that one pixel in a hundred planes is expected to reach
     * by the quantiles 0.75 and 0.95, which defects hardly change.
     *
     * @return infinite where the sample says nothing
     */
    double reach() {
        return reach(distances.length, 0.75, 0.95);
    }

    /**
     * As {@link #reach()}, but by the quantiles 0.9 and 0.99, or 0.98 and 0.997 where those say
     * more: a sensor's tail may grow longer far out, as that of a photomultiplier does.
     *
     * @param outliers share of the pixels that are known not to belong to the tail
     */
    double farReach(double outliers) {
        int own = (int) Math.round(distances.length * (1 - outliers));
        return Math.max(reach(own, 0.9, 0.99), reach(own, 0.98, 0.997));
    }

    private double reach(int own, double near, double far) {
        if (own < 100) return Double.POSITIVE_INFINITY;
        double rare = distances[(int) (far * own)];
        double usual = distances[(int) (near * own)];
        if (!(rare > 0)) return Double.POSITIVE_INFINITY;
        double base = depth(far) / depth(near);
        double power =
                usual > 0 ? Math.log(rare / usual) / Math.log(base) : Double.POSITIVE_INFINITY;
        power = Math.max(THINNEST, Math.min(LONGEST, power));
        return rare * Math.pow((Math.log(pixels / FALSE_ALARMS) - HALF) / depth(far), power);
    }

    /** Of the part of a distribution above its median. */
    private static double depth(double quantile) {
        return -Math.log(1 - quantile) - HALF;
    }
}

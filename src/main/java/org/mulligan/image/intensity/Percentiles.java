package org.mulligan.image.intensity;

import java.util.Arrays;

/** Percentiles with linear interpolation between the two nearest values, as numpy's default. */
public final class Percentiles {
    private static final int BINS = 1 << 14;

    private final float[] values;
    private final int[] counts = new int[BINS];
    private final float smallest;
    private final double scale;

    /**
     * Counts the values into bins; the exact value of a rank is later found within its bin.
     *
     * @param values at least one, all finite, not modified
     */
    public Percentiles(float[] values) {
        this.values = values;
        float low = values[0];
        float high = values[0];
        for (float value : values) {
            low = Math.min(low, value);
            high = Math.max(high, value);
        }
        smallest = low;
        scale = high > low ? (BINS - 1) / ((double) high - low) : 0;
        for (float value : values) counts[bin(value)]++;
    }

    /** The value below which {@code percent} of 100 of the values lie. */
    public double at(double percent) {
        double rank = percent / 100 * (values.length - 1);
        int below = (int) rank;
        double low = ofRank(below);
        double fraction = rank - below;
        return fraction == 0 ? low : low + fraction * (ofRank(below + 1) - low);
    }

    private float ofRank(int rank) {
        int bin = 0;
        int before = 0;
        while (before + counts[bin] <= rank) before += counts[bin++];
        float[] members = new float[counts[bin]];
        int found = 0;
        for (float value : values) if (bin(value) == bin) members[found++] = value;
        Arrays.sort(members);
        return members[rank - before];
    }

    private int bin(float value) {
        return (int) ((value - smallest) * scale);
    }
}

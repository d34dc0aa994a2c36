package org.mulligan.image.intensity;

import java.util.Arrays;

/**
 * Counts how often each intensity occurs, in bounded memory. Exact while there are at most
 * 2<sup>18</sup> different values, which every 8- and 16-bit channel has; with more, neighbouring
 * floats share a bin, and bins widen just as far as their number demands.
 */
public final class IntensityHistogram {
    private static final int MAX_BINS = 1 << 18;

    /** Whole numbers below this are counted by themselves first: those of 16-bit images. */
    private static final int WHOLE = 1 << 16;

    private long[] whole = new long[0];
    private int[] keys = new int[1 << 10];
    private long[] counts = new long[1 << 10];
    private int bins;
    private int shift;
    private long total;
    private float lowest = Float.POSITIVE_INFINITY;
    private float highest = Float.NEGATIVE_INFINITY;

    /** Counts one finite value. */
    public void add(float value) {
        if (value < lowest) lowest = value;
        if (value > highest) highest = value;
        total++;
        int number = (int) value;
        if (number == value && number >= 0 && number < WHOLE) {
            if (whole.length == 0) whole = new long[WHOLE];
            whole[number]++;
        } else {
            count(order(value + 0f) >> shift, 1);
        }
    }

    /** In which order values are counted makes no difference to the bins. */
    private void addWhole() {
        for (int number = 0; number < whole.length; number++)
            if (whole[number] > 0) count(order(number) >> shift, whole[number]);
        whole = new long[0];
    }

    /** Values counted. */
    public long total() {
        return total;
    }

    /** The lowest value counted, exact. */
    public double lowest() {
        return lowest;
    }

    /** The highest value counted, exact. */
    public double highest() {
        return highest;
    }

    /**
     * Percentiles with linear interpolation: of <i>n</i> sorted values <i>x</i><sub>0</sub>...,
     * percentile <i>p</i> is the value at rank (<i>n</i> - 1) <i>p</i> / 100, on the line between
     * the two values where the rank is not whole. The definition that NumPy uses unless told
     * otherwise.
     *
     * @param percents 0 to 100, in any order
     * @see <a href="https://doi.org/10.2307/2684934">Hyndman and Fan 1996, definition 7</a>
     */
    public double[] percentiles(double... percents) {
        if (total == 0) throw new IllegalArgumentException("No values, no percentiles");
        addWhole();
        int[] sorted = sortedBins();
        return Arrays.stream(percents).map(percent -> percentile(sorted, percent)).toArray();
    }

    private double percentile(int[] sorted, double percent) {
        double rank = (total - 1) * (percent / 100);
        long below = (long) Math.floor(rank);
        double at = valueAt(sorted, below);
        double fraction = rank - below;
        return fraction == 0 ? at : at + fraction * (valueAt(sorted, below + 1) - at);
    }

    private double valueAt(int[] sorted, long rank) {
        if (rank <= 0) return lowest;
        if (rank >= total - 1) return highest;
        long seen = 0;
        for (int key : sorted) {
            seen += counts[slot(key)];
            if (seen > rank) return middle(key);
        }
        return highest;
    }

    private int[] sortedBins() {
        int[] sorted = new int[bins];
        int n = 0;
        for (int i = 0; i < keys.length; i++) if (counts[i] > 0) sorted[n++] = keys[i];
        Arrays.sort(sorted);
        return sorted;
    }

    private double middle(int key) {
        double low = value(key << shift);
        double high = value((key << shift) + ((1 << shift) - 1));
        return Math.max(lowest, Math.min(highest, (low + high) / 2));
    }

    private void count(int key, long times) {
        put(key, times);
        while (2 * bins > keys.length)
            if (bins > MAX_BINS) rebuild(keys.length, 1);
            else rebuild(2 * keys.length, 0);
    }

    private void put(int key, long times) {
        int slot = slot(key);
        if (counts[slot] == 0) {
            keys[slot] = key;
            bins++;
        }
        counts[slot] += times;
    }

    private void rebuild(int size, int wider) {
        int[] oldKeys = keys;
        long[] oldCounts = counts;
        keys = new int[size];
        counts = new long[size];
        bins = 0;
        shift += wider;
        for (int i = 0; i < oldKeys.length; i++)
            if (oldCounts[i] > 0) put(oldKeys[i] >> wider, oldCounts[i]);
    }

    private int slot(int key) {
        int mask = keys.length - 1;
        int slot = (key * 0x9E3779B9) >>> 7 & mask;
        while (counts[slot] > 0 && keys[slot] != key) slot = (slot + 1) & mask;
        return slot;
    }

    /** An integer that orders as the float does: neighbouring floats have neighbouring integers. */
    private static int order(float value) {
        int bits = Float.floatToRawIntBits(value);
        return bits >= 0 ? bits : Integer.MIN_VALUE - bits - 1;
    }

    private static float value(int order) {
        return Float.intBitsToFloat(order >= 0 ? order : Integer.MIN_VALUE - order - 1);
    }
}

package org.mulligan.image.outlier;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.mulligan.image.plane.ForwardingPixels;
import org.mulligan.image.plane.Pixels;

/**
 * A plane that reads as its surroundings where its pixels are not to be believed: as the median of
 * the nearest pixels around that are, found when they are read. What is written goes into the plane
 * everywhere.
 */
final class ReplacedPixels implements ForwardingPixels {
    /** A square of 15 px a side is the last in which a pixel to be believed is looked for. */
    private static final int REACH = 7;

    /** So many speak for a pixel. */
    private static final int ENOUGH = 3;

    private final Pixels pixels;
    private final BitSet replaced;
    private final Map<Integer, Float> values = new ConcurrentHashMap<>();

    /**
     * @param replaced bit y * width + x
     */
    ReplacedPixels(Pixels pixels, BitSet replaced) {
        this.pixels = pixels;
        this.replaced = replaced;
    }

    @Override
    public Pixels pixels() {
        return pixels;
    }

    /**
     * What stands for a replaced pixel; deep inside of what is replaced what stands for the one
     * before that is known. Not a number where there is none.
     */
    private float value(int pixel) {
        float value = Float.NaN;
        for (int i = pixel; i >= 0 && Float.isNaN(value); i = replaced.previousSetBit(i - 1)) {
            Float known = values.get(i);
            value = known == null ? around(i % width(), i / width()) : known;
            if (known != null) break;
        }
        values.put(pixel, value);
        return value;
    }

    /** Not a number where nothing around is to be believed. */
    private float around(int x, int y) {
        float[] found = new float[(2 * REACH + 1) * (2 * REACH + 1)];
        float[] row = new float[2 * REACH + 1];
        for (int reach = 1; reach <= REACH; reach++) {
            int count = 0;
            int from = Math.max(0, x - reach);
            int length = Math.min(width() - 1, x + reach) - from + 1;
            for (int v = Math.max(0, y - reach); v <= Math.min(height() - 1, y + reach); v++) {
                pixels.get(from, v, length, row);
                for (int i = 0; i < length; i++)
                    if (!replaced.get(v * width() + from + i) && !Float.isNaN(row[i]))
                        found[count++] = row[i];
            }
            if (count < ENOUGH) continue;
            Arrays.sort(found, 0, count);
            return (found[(count - 1) / 2] + found[count / 2]) / 2;
        }
        return Float.NaN;
    }

    @Override
    public void get(int x, int y, int count, float[] into) {
        pixels.get(x, y, count, into);
        int from = y * width() + x;
        for (int i = replaced.nextSetBit(from);
                i >= 0 && i - from < count;
                i = replaced.nextSetBit(i + 1)) {
            if (Float.isNaN(into[i - from])) continue;
            float value = value(i);
            if (!Float.isNaN(value)) into[i - from] = value;
        }
    }
}

package org.mulligan.noise;

import java.util.Arrays;

/**
 * What lies around a pixel of a plane: the 8 pixels that touch it and the 16 that touch those. At
 * the border the plane is mirrored about its outermost pixels. Pixels that are not numbers are left
 * out.
 */
final class Neighbourhood {
    private static final int[] DOWN = {-1, -1, -1, 0, 0, 1, 1, 1};
    private static final int[] ACROSS = {-1, 0, 1, -1, 1, -1, 0, 1};

    /** Pairs that sort eight values: the network of 19 comparisons, the fewest there can be. */
    private static final int[] NETWORK = {
        0, 2, 1, 3, 4, 6, 5, 7, 0, 4, 1, 5, 2, 6, 3, 7, 0, 1, 2, 3, 4, 5, 6, 7, 2, 4, 3, 5, 1, 4, 3,
        6, 1, 2, 3, 4, 5, 6,
    };

    private final float[] plane;
    private final int width;
    private final int height;
    private final float[] values = new float[16];

    /**
     * @param plane row by row, not a copy
     */
    Neighbourhood(float[] plane, int width, int height) {
        this.plane = plane;
        this.width = width;
        this.height = height;
    }

    float at(int x, int y) {
        return plane[mirror(y, height) * width + mirror(x, width)];
    }

    private static int mirror(int i, int length) {
        if (length == 1) return 0;
        if (i < 0) return Math.min(-i, length - 1);
        return i < length ? i : Math.max(0, 2 * length - 2 - i);
    }

    /**
     * The median of the pixels at a distance, the larger one of the sides counting.
     *
     * @param distance 1 or 2
     * @return not a number where there is none
     */
    float median(int x, int y, int distance) {
        if (distance == 1 && x > 0 && y > 0 && x < width - 1 && y < height - 1) {
            float inside = ofEight(y * width + x);
            if (!Float.isNaN(inside)) return inside;
        }
        int count = 0;
        for (int dy = -distance; dy <= distance; dy++) {
            int step = Math.abs(dy) == distance ? 1 : 2 * distance;
            for (int dx = -distance; dx <= distance; dx += step) {
                float value = at(x + dx, y + dy);
                if (!Float.isNaN(value)) values[count++] = value;
            }
        }
        if (count == 0) return Float.NaN;
        Arrays.sort(values, 0, count);
        return (values[(count - 1) / 2] + values[count / 2]) / 2;
    }

    /**
     * The median of the 8 pixels that touch one inside of the plane, without a branch that depends
     * on their values.
     *
     * @return not a number where one of them is none
     */
    private float ofEight(int pixel) {
        float sum = 0;
        for (int i = 0; i < 8; i++) {
            values[i] = plane[pixel + DOWN[i] * width + ACROSS[i]];
            sum += values[i];
        }
        if (!Float.isFinite(sum)) return Float.NaN;
        for (int i = 0; i < NETWORK.length; i += 2) {
            float a = values[NETWORK[i]];
            float b = values[NETWORK[i + 1]];
            values[NETWORK[i]] = Math.min(a, b);
            values[NETWORK[i + 1]] = Math.max(a, b);
        }
        return (values[3] + values[4]) / 2;
    }

    /** The mean of the 4 pixels that share a side with it. */
    float mean(int x, int y) {
        if (x > 0 && y > 0 && x < width - 1 && y < height - 1) {
            int i = y * width + x;
            return (plane[i - 1] + plane[i + 1] + plane[i - width] + plane[i + width]) / 4;
        }
        return (at(x - 1, y) + at(x + 1, y) + at(x, y - 1) + at(x, y + 1)) / 4;
    }
}

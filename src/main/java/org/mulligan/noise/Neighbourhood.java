package org.mulligan.noise;

import java.util.Arrays;

/**
 * What lies around a pixel of a plane: the 8 pixels that touch it and the 16 that touch those. At
 * the border the plane is mirrored about its outermost pixels. Pixels that are not numbers are left
 * out.
 */
final class Neighbourhood {
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

    /** The mean of the 4 pixels that share a side with it. */
    float mean(int x, int y) {
        if (x > 0 && y > 0 && x < width - 1 && y < height - 1) {
            int i = y * width + x;
            return (plane[i - 1] + plane[i + 1] + plane[i - width] + plane[i + width]) / 4;
        }
        return (at(x - 1, y) + at(x + 1, y) + at(x, y - 1) + at(x, y + 1)) / 4;
    }
}

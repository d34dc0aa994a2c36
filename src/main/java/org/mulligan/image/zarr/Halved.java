package org.mulligan.image.zarr;

import org.mulligan.image.plane.Pixels;

/** Planes of half the size: each pixel is the mean of two by two, of fewer at an uneven end. */
final class Halved {
    private Halved() {}

    /**
     * @return new pixels of the same type; whole numbers are rounded to the nearest
     */
    static Pixels of(Pixels plane) {
        int width = (plane.width() + 1) / 2;
        int height = (plane.height() + 1) / 2;
        int depth =
                plane.array() instanceof byte[] ? 8 : plane.array() instanceof short[] ? 16 : 32;
        Pixels half = Pixels.blank(depth, width, height);
        into(plane, half);
        return half;
    }

    /**
     * @param half overwritten
     */
    static void into(Pixels plane, Pixels half) {
        int width = half.width();
        int height = half.height();
        float[] upper = new float[plane.width()];
        float[] lower = new float[plane.width()];
        float[] row = new float[width];
        for (int y = 0; y < height; y++) {
            plane.get(0, 2 * y, plane.width(), upper);
            plane.get(0, Math.min(2 * y + 1, plane.height() - 1), plane.width(), lower);
            for (int x = 0; x < width; x++) {
                int right = Math.min(2 * x + 1, plane.width() - 1);
                row[x] = mean(upper[2 * x], upper[right], lower[2 * x], lower[right]);
            }
            half.set(0, y, width, row);
        }
    }

    /** Of those that are numbers, as missing pixels may be none. */
    private static float mean(float a, float b, float c, float d) {
        float sum = a + b + c + d;
        if (!Float.isNaN(sum)) return sum / 4;
        int count = 0;
        sum = 0;
        for (float each : new float[] {a, b, c, d})
            if (!Float.isNaN(each)) {
                sum += each;
                count++;
            }
        return count == 0 ? Float.NaN : sum / count;
    }
}

package org.mulligan.predict;

import org.mulligan.image.filter.Thumbnail;

/**
 * Where the pixels of one axis lie between knots that are spread evenly over it. The first and the
 * last knot lie on the centres of the outermost pixels of a {@link Thumbnail}.
 */
final class Knots {
    /** The knot before each pixel, and how far it is on the way to the next one, 0 to 1. */
    final int[] before;

    final float[] share;

    /**
     * @param count of the knots, 1 or more
     * @param length of the axis, px
     */
    Knots(int count, int length) {
        before = new int[length];
        share = new float[length];
        if (count == 1) return;
        double last = Thumbnail.SIDE - 1;
        for (int i = 0; i < length; i++) {
            double seen = (i + 0.5) * Thumbnail.SIDE / length - 0.5;
            double at = Math.max(0, Math.min(last, seen)) * (count - 1) / last;
            before[i] = Math.min((int) at, count - 2);
            share[i] = (float) (at - before[i]);
        }
    }

    /** The knot after a pixel. */
    int after(int pixel) {
        return share[pixel] == 0 ? before[pixel] : before[pixel] + 1;
    }
}

package org.mulligan.image.filter;

import org.mulligan.image.plane.Pixels;

/**
 * A whole plane reduced to a square by means over areas, its aspect ignored: what varies as widely
 * as the plane does is still in it, and its noise is not. A plane that is smaller is enlarged.
 */
public final class Thumbnail {
    /** Of the square, px. */
    public static final int SIDE = 64;

    private Thumbnail() {}

    /**
     * @return {@link #SIDE} rows of as many means
     */
    public static float[] of(Pixels plane) {
        return AreaMeans.of(plane, SIDE);
    }

    /** As {@link #of(Pixels)}. */
    public static float[] of(float[] plane, int width, int height) {
        return of(new Pixels.Floats(plane, width, height));
    }
}

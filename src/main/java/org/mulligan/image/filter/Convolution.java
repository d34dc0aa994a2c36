package org.mulligan.image.filter;

/** Blurs planes; the border continues by reflection, the border pixel not repeated. */
public interface Convolution {
    /**
     * A new image of the same size.
     *
     * @param image axes XY, row by row; not modified
     */
    float[] apply(float[] image, int width, int height);
}

package org.mulligan.metric;

import org.scijava.plugin.SciJavaPlugin;

/** One number that says how alike, or how sharp, two images of the same field are. */
public interface Metric extends SciJavaPlugin {
    /**
     * Compares an image with what it should be. Neither is modified.
     *
     * @param reference row by row
     * @param test of the same size
     * @param width px
     * @param height px
     * @throws IllegalArgumentException when the sizes do not fit, or the images are too small or
     *     too flat for this metric; the text says which
     */
    double compare(float[] reference, float[] test, int width, int height);
}

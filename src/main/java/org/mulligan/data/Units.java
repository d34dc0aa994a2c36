package org.mulligan.data;

import org.mulligan.image.Normalisation;

/** The intensities of an image that become 0 and 1. */
final class Units {
    private Units() {}

    /**
     * From percentiles; where they coincide, as in an image of a few photons on black, from the
     * smallest and the largest value; in a constant image, one step of a camera.
     *
     * @param values not modified
     */
    static Normalisation of(float[] values, double low, double high) {
        Percentiles percentiles = new Percentiles(values);
        double from = percentiles.at(low);
        double to = percentiles.at(high);
        if (to > from) return new Normalisation(from, to);
        double smallest = percentiles.at(0);
        double largest = percentiles.at(100);
        return new Normalisation(smallest, largest > smallest ? largest : smallest + 1);
    }
}

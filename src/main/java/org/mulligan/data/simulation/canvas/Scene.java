package org.mulligan.data.simulation.canvas;

import java.util.random.RandomGenerator;

/** One kind of thing that fluoresces. */
public interface Scene {
    /**
     * Adds it to an empty canvas, as sharp as it is before any optics.
     *
     * @param scale size of things: 1 as with a 40x objective, 3 closer, 0.5 from farther away
     */
    void paint(Canvas canvas, double scale, RandomGenerator random);

    static double between(double low, double high, RandomGenerator random) {
        return low + (high - low) * random.nextDouble();
    }

    /** Brightness of one object among others: mostly alike where spread is 0.3, decades at 1.2. */
    static double brightness(double spread, RandomGenerator random) {
        return Math.exp(spread * random.nextGaussian());
    }
}

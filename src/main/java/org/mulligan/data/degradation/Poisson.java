package org.mulligan.data.degradation;

import java.util.random.RandomGenerator;

/** Random numbers of the Poisson distribution, fast enough for every pixel of an image. */
final class Poisson {
    /** From here on the expansion's error lies far below the grain of a photon. */
    private static final double MANY = 12;

    private Poisson() {}

    /**
     * Draws a count. Small means by inversion, larger ones by the Cornish-Fisher expansion, which
     * keeps mean, variance and skewness.
     *
     * @param mean expected count, 0 or more
     * @see <a href="https://doi.org/10.1007/978-1-4613-8643-8">Devroye 1986</a>, chapter X.3
     */
    static int draw(double mean, RandomGenerator random) {
        if (mean >= MANY) return expand(mean, random.nextGaussian());
        double probability = Math.exp(-mean);
        double left = random.nextDouble();
        int count = 0;
        while (left > probability && count < 200) {
            left -= probability;
            count++;
            probability *= mean / count;
        }
        return count;
    }

    private static int expand(double mean, double z) {
        // Rounding to whole photons adds a variance of 1/12.
        double root = Math.sqrt(mean - 1.0 / 12);
        double count = mean + root * z + (z * z - 1) / 6 + (z - z * z * z) / (72 * root);
        return count <= 0 ? 0 : (int) Math.min(Integer.MAX_VALUE, Math.rint(count));
    }
}

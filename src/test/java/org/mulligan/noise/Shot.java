package org.mulligan.noise;

import java.util.Random;

/**
 * What a camera makes of photons: counts = offset + gain * (Poisson + read noise), rounded and cut
 * off at the ends of its bits.
 *
 * @param photons expected
 * @param gain counts per photon
 * @param read standard deviation, photons
 */
record Shot(float[] photons, float[] counts, double gain, double read, double offset) {
    /** A fresh shot. */
    static Shot of(
            float[] photons, double gain, double read, double offset, int bits, Random random) {
        float[] counts = new float[photons.length];
        for (int i = 0; i < counts.length; i++) {
            double electrons = poisson(photons[i], random) + read * random.nextGaussian();
            double value = Math.rint(offset + gain * electrons);
            counts[i] = (float) Math.max(0, Math.min((1 << bits) - 1, value));
        }
        return new Shot(photons, counts, gain, read, offset);
    }

    Shot withOffset(double other) {
        return new Shot(photons, counts, gain, read, other);
    }

    /** Of a pixel's noise, squared counts, with that of rounding. */
    double variance(double expected) {
        return gain * gain * (expected + read * read) + 1 / 12.0;
    }

    private static double poisson(double expected, Random random) {
        double left = expected;
        int count = 0;
        while (left > 0) {
            left += Math.log(1 - random.nextDouble());
            if (left > 0) count++;
        }
        return count;
    }
}

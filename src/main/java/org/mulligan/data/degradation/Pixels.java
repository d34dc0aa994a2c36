package org.mulligan.data.degradation;

import java.util.random.RandomGenerator;

/**
 * The pixels of a detector, each with its own noise.
 *
 * @param readNoise root of the mean variance of their read noise, photons
 * @param readNoiseSpread of the logarithm of their read noise; 0 = they are alike
 * @param gainSpread of their gain, relative
 * @see <a href="https://doi.org/10.1038/nmeth.2488">Huang et al. 2013</a>, on CMOS detectors
 */
record Pixels(double readNoise, double readNoiseSpread, double gainSpread) {
    /** A pixel noisier than so many others would be a hot one, which is repaired beforehand. */
    private static final double NOISIEST = 3;

    static Pixels alike(double readNoise) {
        return new Pixels(readNoise, 0, 0);
    }

    /** Of a chip that is drawn. */
    static Pixels cmos(double readNoise, RandomGenerator random) {
        return new Pixels(readNoise, random.nextDouble(0.1, 0.5), random.nextDouble(0, 0.02));
    }

    /**
     * What is counted beyond the expected light, in photons, independent from pixel to pixel: mean
     * 0, variance {@code light + readNoise^2} but for the gains.
     *
     * @param light expected photons, 0 or more, not modified
     */
    float[] noise(float[] light, RandomGenerator random) {
        // The mean of a squared lognormal number lies above the square of its median.
        double median = readNoise * Math.exp(-readNoiseSpread * readNoiseSpread);
        float[] noise = new float[light.length];
        for (int i = 0; i < noise.length; i++) {
            double counted = Poisson.draw(light[i], random);
            if (gainSpread > 0) counted *= 1 + gainSpread * random.nextGaussian();
            if (readNoise > 0) counted += own(median, random) * random.nextGaussian();
            noise[i] = (float) (counted - light[i]);
        }
        return noise;
    }

    private double own(double median, RandomGenerator random) {
        if (readNoiseSpread == 0) return median;
        return median * Math.min(NOISIEST, Math.exp(readNoiseSpread * random.nextGaussian()));
    }
}

package org.mulligan.data.degradation;

/**
 * What turns photons into the whole numbers of a file.
 *
 * @param gain units per photon
 * @param offset units of a dark pixel
 * @param most largest number; larger ones and negative ones are clipped
 * @param readNoise standard deviation in photons
 */
record Camera(double gain, double offset, double most, double readNoise) {
    private static final int GRAIN = 256;
    private static final int REACH = 5;
    private static final float[] RECTIFIED = rectified();

    /** One that gives the photons that it counts, and fractions of them with its read noise. */
    static final Camera PHOTONS = new Camera(1, 0, Double.POSITIVE_INFINITY, 0);

    /**
     * @param measured photons, with their noise
     * @return a new array; whole numbers but for {@link #PHOTONS}
     */
    float[] read(float[] measured) {
        if (this == PHOTONS) return measured.clone();
        float[] numbers = new float[measured.length];
        for (int i = 0; i < measured.length; i++) {
            double number = Math.rint(gain * measured[i] + offset);
            numbers[i] = (float) Math.max(0, Math.min(most, number));
        }
        return numbers;
    }

    /** The means of what is read, as {@link #expected(double)}. */
    float[] expected(float[] photons) {
        if (this == PHOTONS) return photons.clone();
        float[] expected = new float[photons.length];
        for (int i = 0; i < expected.length; i++) expected[i] = (float) expected(photons[i]);
        return expected;
    }

    /**
     * As {@link #expected(float[])}, but bright pixels are not clipped: through perfect optics the
     * image has higher peaks, for which nobody would have taken this gain.
     */
    float[] unclipped(float[] photons) {
        if (this == PHOTONS) return photons.clone();
        float[] expected = new float[photons.length];
        for (int i = 0; i < expected.length; i++) expected[i] = (float) dark(photons[i]);
        return expected;
    }

    /**
     * The mean of what is read, clipping included: a dark pixel whose noise is clipped at 0 has a
     * mean above its photons, and so has the average of many exposures that people call the truth.
     * The noise is taken as Gaussian.
     */
    double expected(double photons) {
        return dark(photons) - rectifiedMean(gain * photons + offset - most, deviation(photons));
    }

    /** The mean with what is clipped at 0, but not above. */
    private double dark(double photons) {
        double mean = gain * photons + offset;
        // Photons alone cannot fall below the offset, so nothing is clipped there.
        return readNoise > 0 ? rectifiedMean(mean, deviation(photons)) : mean;
    }

    private double deviation(double photons) {
        return gain * Math.sqrt(photons + readNoise * readNoise);
    }

    /** Mean of max(0, X) for a Gaussian X. */
    private static double rectifiedMean(double mean, double deviation) {
        if (mean >= REACH * deviation) return mean;
        if (mean <= -REACH * deviation) return 0;
        return deviation * RECTIFIED[(int) Math.rint((mean / deviation + REACH) * GRAIN)];
    }

    /** z Phi(z) + phi(z), by summing Phi from the left. */
    private static float[] rectified() {
        float[] table = new float[2 * REACH * GRAIN + 1];
        double area = 0;
        for (int i = 0; i < table.length; i++) {
            double z = (i - REACH * GRAIN) / (double) GRAIN;
            double density = Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI);
            table[i] = (float) (z * area + density);
            double next = z + 1.0 / GRAIN;
            area += (density + Math.exp(-next * next / 2) / Math.sqrt(2 * Math.PI)) / 2 / GRAIN;
        }
        return table;
    }
}

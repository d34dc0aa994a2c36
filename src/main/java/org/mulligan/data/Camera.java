package org.mulligan.data;

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

    Degradation.Exposure read(float[] measured, float[] photons) {
        float[] numbers = new float[measured.length];
        float[] expected = new float[measured.length];
        for (int i = 0; i < measured.length; i++) {
            double number = Math.rint(gain * measured[i] + offset);
            numbers[i] = (float) Math.max(0, Math.min(most, number));
            expected[i] = (float) expected(photons[i]);
        }
        return new Degradation.Exposure(numbers, expected);
    }

    /**
     * The mean of what is read, clipping included: a dark pixel whose noise is clipped at 0 has a
     * mean above its photons, and so has the average of many exposures that people call the truth.
     * The noise is taken as Gaussian.
     */
    double expected(double photons) {
        double mean = gain * photons + offset;
        double deviation = gain * Math.sqrt(photons + readNoise * readNoise);
        // Photons alone cannot fall below the offset, so nothing is clipped there.
        double dark = readNoise > 0 ? rectifiedMean(mean, deviation) : mean;
        return dark - rectifiedMean(mean - most, deviation);
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

package org.mulligan.metric;

/** Peak signal-to-noise ratio: 10 log10(range² / mean squared error), in dB. */
public final class Psnr {
    private Psnr() {}

    /**
     * @param range of the data, e.g. 255 for 8-bit images
     * @return infinite for equal images
     */
    public static double of(float[] reference, float[] test, double range) {
        double sum = 0;
        for (int i = 0; i < reference.length; i++) {
            double difference = (double) test[i] - reference[i];
            sum += difference * difference;
        }
        return 10 * Math.log10(range * range / (sum / reference.length));
    }
}

package org.mulligan.metric;

/**
 * The gain and offset that bring one image nearest to another in least squares.
 *
 * @param gain covariance over variance; 0 for a constant image
 * @param offset in the reference's units
 */
public record AffineFit(double gain, double offset) {
    /** Of {@code test} onto {@code reference}. */
    public static AffineFit of(float[] reference, float[] test) {
        double meanReference = mean(reference);
        double meanTest = mean(test);
        double covariance = 0;
        double variance = 0;
        for (int i = 0; i < test.length; i++) {
            covariance += (test[i] - meanTest) * (reference[i] - meanReference);
            variance += (test[i] - meanTest) * (test[i] - meanTest);
        }
        double gain = variance > 0 ? covariance / variance : 0;
        return new AffineFit(gain, meanReference - gain * meanTest);
    }

    /** A new image. */
    public float[] apply(float[] test) {
        float[] fitted = new float[test.length];
        for (int i = 0; i < fitted.length; i++) fitted[i] = (float) (gain * test[i] + offset);
        return fitted;
    }

    private static double mean(float[] image) {
        double sum = 0;
        for (float value : image) sum += value;
        return sum / image.length;
    }
}

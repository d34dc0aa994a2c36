package org.mulligan.image.filter;

/**
 * Gaussian blur of a plane in place, for simulations, which blur by the thousand: cut at 3 sigma,
 * all in single precision, its border repeated by {@link Mirror#at}. Every simulated image, and so
 * every model trained on one, depends on its last bit: that is why it is not {@link GaussianBlur},
 * whose numbers are SciPy's.
 */
public final class FastGaussian {
    private static final double REACH = 3;

    private FastGaussian() {}

    /** The same along both axes. */
    public static void blur(float[] values, int width, int height, double sigma) {
        blur(values, width, height, sigma, sigma);
    }

    /**
     * Along X, then along Y.
     *
     * @param values axes XY, modified
     * @param sigmaX px; 0 leaves the rows as they are
     * @param sigmaY px; 0 leaves the columns as they are
     */
    public static void blur(float[] values, int width, int height, double sigmaX, double sigmaY) {
        if (sigmaX > 0) SeparableConvolution.rows(values, values, width, height, kernel(sigmaX));
        if (sigmaY > 0)
            SeparableConvolution.columns(values.clone(), values, width, height, kernel(sigmaY));
    }

    /** Standard deviation of white noise after a blur along one axis, relative to that before. */
    public static double noiseLeft(double sigma) {
        float[] half = kernel(sigma);
        double sum = half[0] * half[0];
        for (int i = 1; i < half.length; i++) sum += 2 * half[i] * half[i];
        return Math.sqrt(sum);
    }

    /** Correlation of neighbouring pixels along an axis of white noise after a blur along it. */
    public static double noiseLag(double sigma) {
        float[] half = kernel(sigma);
        double sum = 0;
        for (int i = -half.length; i < half.length; i++) {
            int next = Math.abs(i + 1);
            if (next < half.length && Math.abs(i) < half.length)
                sum += half[Math.abs(i)] * half[next];
        }
        double left = noiseLeft(sigma);
        return sum / (left * left);
    }

    /** Weights at 0, 1, 2... px from the centre. */
    private static float[] kernel(double sigma) {
        int radius = Math.max(1, (int) Math.ceil(REACH * sigma));
        float[] half = new float[radius + 1];
        double sum = 0;
        for (int i = 0; i <= radius; i++) {
            half[i] = (float) Math.exp(-i * i / (2 * sigma * sigma));
            sum += i == 0 ? half[i] : 2 * half[i];
        }
        for (int i = 0; i <= radius; i++) half[i] /= (float) sum;
        return half;
    }
}

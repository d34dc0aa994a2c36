package org.mulligan.data.pairs;

/**
 * Which of the two images of a pair is the noisier. A Laplacian that leaves little of smooth
 * structure gives the noise of small blocks; noise is everywhere, while what one of the images
 * shows more sharply is only where it shows something. So the share of blocks is looked at, and not
 * their mean.
 *
 * @see <a href="https://doi.org/10.1006/cviu.1996.0060">Immerkaer 1996</a>
 */
final class PairNoise {
    private static final int BLOCK = 8;

    /** Twice the exposure has a noise of 1 / 1.41. */
    private static final double CLEARLY = 1.5;

    private PairNoise() {}

    /**
     * The share of blocks, 0 to 1, in which the target is clearly the noisier, of those with noise
     * in either.
     *
     * @param measured {@code width * height} values
     * @param target likewise
     * @param gain of the target's intensities onto the measured ones
     */
    static double shareOfNoisierTarget(
            float[] measured, float[] target, int width, int height, double gain) {
        int noisier = 0;
        int all = 0;
        for (int y = 1; y + BLOCK < height; y += BLOCK)
            for (int x = 1; x + BLOCK < width; x += BLOCK) {
                double m = residual(measured, width, x, y);
                double t = gain * gain * residual(target, width, x, y);
                if (m + t == 0) continue;
                all++;
                if (t > CLEARLY * CLEARLY * m) noisier++;
            }
        return all == 0 ? 0 : noisier / (double) all;
    }

    /** Sum of squares over a block. */
    private static double residual(float[] image, int width, int left, int top) {
        double squares = 0;
        for (int y = top; y < top + BLOCK; y++)
            for (int x = left; x < left + BLOCK; x++) {
                int i = y * width + x;
                double value =
                        image[i - width - 1]
                                - 2 * image[i - width]
                                + image[i - width + 1]
                                - 2 * image[i - 1]
                                + 4 * image[i]
                                - 2 * image[i + 1]
                                + image[i + width - 1]
                                - 2 * image[i + width]
                                + image[i + width + 1];
                squares += value * value;
            }
        return squares;
    }
}

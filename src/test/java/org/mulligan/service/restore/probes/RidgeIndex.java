package org.mulligan.service.restore.probes;

import org.mulligan.image.filter.GaussianBlur;

/**
 * How much of an image's structure is lines: the eigenvalues a and b of its Hessian, |a| >= |b|,
 * summed as (a<sup>2</sup> - b<sup>2</sup>) / (a<sup>2</sup> + b<sup>2</sup>) over all pixels. 1 of
 * parallel lines, 0 of round dots; near 0.7 of noise.
 *
 * @see <a href="https://doi.org/10.1007/BFb0056195">Frangi et al. 1998</a>, on the eigenvalues
 */
final class RidgeIndex {
    /** Of the Gaussian that the second derivatives are taken of, px. */
    private static final double SIGMA = 1.5;

    private RidgeIndex() {}

    /**
     * @param image axes XY
     */
    static double of(float[] image, int width, int height) {
        float[] smooth = GaussianBlur.blur(image, width, height, SIGMA);
        double difference = 0;
        double sum = 0;
        for (int y = 2; y < height - 2; y++)
            for (int x = 2; x < width - 2; x++) {
                int i = y * width + x;
                double xx = smooth[i - 1] - 2.0 * smooth[i] + smooth[i + 1];
                double yy = smooth[i - width] - 2.0 * smooth[i] + smooth[i + width];
                double xy =
                        (smooth[i + width + 1]
                                        - smooth[i + width - 1]
                                        - smooth[i - width + 1]
                                        + smooth[i - width - 1])
                                / 4.0;
                double mean = (xx + yy) / 2;
                double half = Math.hypot((xx - yy) / 2, xy);
                // Of mean + half and mean - half.
                difference += 4 * Math.abs(mean) * half;
                sum += 2 * (mean * mean + half * half);
            }
        return sum > 0 ? difference / sum : 0;
    }
}

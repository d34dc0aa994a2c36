package org.mulligan.service.restore.sharpening;

import org.mulligan.image.filter.Convolution;
import org.mulligan.image.filter.FourierConvolution;

/**
 * A point spread function like those that are measured with beads, and like none that a training
 * draws: Moffat's, whose tails fall as a power, somewhat wider along one axis.
 *
 * @see <a href="https://ui.adsabs.harvard.edu/abs/1969A%26A.....3..455M">Moffat 1969</a>
 */
final class MeasuredPsf {
    private static final double POWER = 2.5;

    /** Width along X over that along Y; each is off the mean by its root. */
    private static final double ASTIGMATISM = 1.15;

    private static final int SAMPLES = 7;

    private MeasuredPsf() {}

    /**
     * @param fwhm geometric mean of those along the axes, px
     */
    static Convolution of(double fwhm) {
        double alpha = fwhm / 2 / Math.sqrt(Math.pow(2, 1 / POWER) - 1);
        double alongX = alpha * Math.sqrt(ASTIGMATISM);
        double alongY = alpha / Math.sqrt(ASTIGMATISM);
        int radius = (int) Math.ceil(5 * fwhm);
        int side = 2 * radius + 1;
        double[] kernel = new double[side * side];
        double sum = 0;
        for (int y = 0; y < side; y++)
            for (int x = 0; x < side; x++) {
                double weight = pixel((x - radius), (y - radius), alongX, alongY);
                kernel[y * side + x] = weight;
                sum += weight;
            }
        for (int i = 0; i < kernel.length; i++) kernel[i] /= sum;
        return new FourierConvolution(kernel, radius);
    }

    private static double pixel(int x, int y, double alongX, double alongY) {
        double sum = 0;
        for (int j = 0; j < SAMPLES; j++)
            for (int i = 0; i < SAMPLES; i++) {
                double dx = (x + (i + 0.5) / SAMPLES - 0.5) / alongX;
                double dy = (y + (j + 0.5) / SAMPLES - 0.5) / alongY;
                sum += Math.pow(1 + dx * dx + dy * dy, -POWER);
            }
        return sum;
    }
}

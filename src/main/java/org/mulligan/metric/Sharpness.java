package org.mulligan.metric;

import org.jtransforms.fft.DoubleFFT_2D;

/**
 * Spectral energy at 0.1 to 0.25 cycles/px relative to that of a reference: 1 is as sharp as the
 * reference, less is blurred, more is noisy. Tells a blur from a denoiser where PSNR does not. Both
 * images are taken as they are, so fit them first; a Hann window keeps the borders out.
 */
public final class Sharpness {
    private static final double LOW = 0.1;
    private static final double HIGH = 0.25;

    private Sharpness() {}

    /** Ratio of energies, not of amplitudes. */
    public static double of(float[] reference, float[] test, int width, int height) {
        return energy(test, width, height) / energy(reference, width, height);
    }

    private static double energy(float[] image, int width, int height) {
        double mean = 0;
        for (float value : image) mean += value;
        mean /= image.length;
        double[] spectrum = new double[2 * image.length];
        for (int y = 0; y < height; y++)
            for (int x = 0; x < width; x++) {
                int i = y * width + x;
                spectrum[i] = (image[i] - mean) * hann(x, width) * hann(y, height);
            }
        new DoubleFFT_2D(height, width).realForwardFull(spectrum);
        double energy = 0;
        for (int y = 0; y < height; y++)
            for (int x = 0; x < width; x++) {
                double radius = Math.hypot(frequency(x, width), frequency(y, height));
                if (radius < LOW || radius >= HIGH) continue;
                int i = 2 * (y * width + x);
                energy += spectrum[i] * spectrum[i] + spectrum[i + 1] * spectrum[i + 1];
            }
        return energy;
    }

    private static double frequency(int i, int length) {
        return (i <= length / 2 ? i : length - i) / (double) length;
    }

    private static double hann(int i, int length) {
        return 0.5 - 0.5 * Math.cos(2 * Math.PI * (i + 0.5) / length);
    }
}

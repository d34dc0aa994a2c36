package org.mulligan.metric;

import org.jtransforms.fft.DoubleFFT_1D;
import org.mulligan.image.intensity.Mean;

/**
 * An image's spectrum in the band of its fine structure, 0.1 to 0.25 cycles per px. The mean is
 * removed and a Hann window applied first.
 */
final class Band {
    /** Cycles per px; periods of 10 to 4 px. */
    static final double LOW = 0.1;

    static final double HIGH = 0.25;

    private final int width;
    private final int height;

    /** For each frequency along x a complex column along y. */
    private final double[][] spectra;

    private Band(int width, int height, double[][] spectra) {
        this.width = width;
        this.height = height;
        this.spectra = spectra;
    }

    static Band of(float[] image, int width, int height) {
        // By rows and columns: JTransforms' 2D transform starts threads that outlive their work.
        double[][] spectra = rows(image, width, height, (int) Math.floor(HIGH * width) + 1);
        DoubleFFT_1D fft = new DoubleFFT_1D(height);
        for (double[] column : spectra) fft.complexForward(column);
        return new Band(width, height, spectra);
    }

    /**
     * Of an image that is compared with.
     *
     * @throws IllegalArgumentException when it has nothing in the band
     */
    static Band ofReference(float[] image, int width, int height) {
        Band band = of(image, width, height);
        if (!(band.energy() > 0))
            throw new IllegalArgumentException(
                    "The reference has nothing from %s to %s cycles/px to compare with"
                            .formatted(LOW, HIGH));
        return band;
    }

    double energy() {
        return times(this);
    }

    /**
     * The real part of the cross spectrum, summed over the band.
     *
     * @param other of an image of the same size
     */
    double times(Band other) {
        double sum = 0;
        for (int u = 0; u < spectra.length; u++) {
            // The half that a real image's spectrum mirrors counts twice.
            double weight = u == 0 || 2 * u == width ? 1 : 2;
            sum += weight * column(spectra[u], other.spectra[u], (double) u / width);
        }
        return sum;
    }

    private double column(double[] a, double[] b, double fx) {
        double sum = 0;
        for (int v = 0; v < height; v++) {
            double fy = (double) (2 * v <= height ? v : v - height) / height;
            double frequency = Math.sqrt(fx * fx + fy * fy);
            if (frequency >= LOW && frequency < HIGH)
                sum += a[2 * v] * b[2 * v] + a[2 * v + 1] * b[2 * v + 1];
        }
        return sum;
    }

    /** Spectra of the rows, transposed. */
    private static double[][] rows(float[] image, int width, int height, int columns) {
        double mean = Mean.of(image);
        double[] windowX = hann(width);
        double[] windowY = hann(height);
        DoubleFFT_1D fft = new DoubleFFT_1D(width);
        double[][] spectra = new double[columns][2 * height];
        double[] row = new double[2 * width];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                row[2 * x] = (image[y * width + x] - mean) * windowX[x] * windowY[y];
                row[2 * x + 1] = 0;
            }
            fft.complexForward(row);
            for (int u = 0; u < columns; u++) {
                spectra[u][2 * y] = row[2 * u];
                spectra[u][2 * y + 1] = row[2 * u + 1];
            }
        }
        return spectra;
    }

    /** Sampled at the pixels' centres, so that no pixel is lost and a side of 1 px is 1. */
    private static double[] hann(int size) {
        double[] window = new double[size];
        for (int i = 0; i < size; i++)
            window[i] = 0.5 - 0.5 * Math.cos(2 * Math.PI * (i + 0.5) / size);
        return window;
    }
}

package org.mulligan.metric;

import org.jtransforms.fft.DoubleFFT_1D;
import org.mulligan.image.AffineFit;
import org.scijava.plugin.Plugin;

/**
 * How much of the reference's fine structure an image has: spectral energy from 0.1 to 0.25 cycles
 * per px of the test image, after an {@link AffineFit} to the reference, as a multiple of the
 * reference's. 1 is as sharp, 0 is blurred away; noise counts as sharp. Means are removed and a
 * Hann window is applied to both.
 */
@Plugin(type = Metric.class, name = "sharpness")
public final class Sharpness implements Metric {
    /** Cycles per px; periods of 10 to 4 px. */
    private static final double LOW = 0.1;

    private static final double HIGH = 0.25;

    @Override
    public double compare(float[] reference, float[] test, int width, int height) {
        Sizes.check(reference.length, test.length, width, height);
        AffineFit fit = AffineFit.of(test, reference);
        double energy = bandEnergy(reference, width, height);
        if (!(energy > 0))
            throw new IllegalArgumentException(
                    "The reference has nothing from %s to %s cycles/px to compare with"
                            .formatted(LOW, HIGH));
        return fit.gain() * fit.gain() * bandEnergy(test, width, height) / energy;
    }

    /** An offset does not matter: the mean goes. */
    private static double bandEnergy(float[] image, int width, int height) {
        // By rows and columns: JTransforms' 2D transform starts threads that outlive their work.
        int columns = (int) Math.floor(HIGH * width) + 1;
        double[][] spectra = rows(image, width, height, columns);
        DoubleFFT_1D fft = new DoubleFFT_1D(height);
        double energy = 0;
        for (int u = 0; u < columns; u++) {
            fft.complexForward(spectra[u]);
            // The half that a real image's spectrum mirrors counts twice.
            double weight = u == 0 || 2 * u == width ? 1 : 2;
            energy += weight * columnEnergy(spectra[u], (double) u / width, height);
        }
        return energy;
    }

    /** Spectra of the rows, transposed: for each frequency along x a complex column along y. */
    private static double[][] rows(float[] image, int width, int height, int columns) {
        double mean = 0;
        for (float value : image) mean += value;
        mean /= image.length;
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

    private static double columnEnergy(double[] column, double fx, int height) {
        double energy = 0;
        for (int v = 0; v < height; v++) {
            double fy = (double) (2 * v <= height ? v : v - height) / height;
            double frequency = Math.sqrt(fx * fx + fy * fy);
            if (frequency >= LOW && frequency < HIGH)
                energy += column[2 * v] * column[2 * v] + column[2 * v + 1] * column[2 * v + 1];
        }
        return energy;
    }

    /** Sampled at the pixels' centres, so that no pixel is lost and a side of 1 px is 1. */
    private static double[] hann(int size) {
        double[] window = new double[size];
        for (int i = 0; i < size; i++)
            window[i] = 0.5 - 0.5 * Math.cos(2 * Math.PI * (i + 0.5) / size);
        return window;
    }
}

package org.mulligan.metric;

import org.jtransforms.fft.DoubleFFT_1D;
import org.scijava.plugin.Plugin;

/**
 * Fourier ring correlation: how well two images agree, by the fineness of their detail. Compared
 * with the target image it says down to which detail a result is right; of two independent
 * exposures it is the resolution. A Hann window is applied to both; rings are one frequency step
 * wide.
 *
 * @see <a href="https://doi.org/10.1038/nmeth.2448">Nieuwenhuizen et al. 2013</a>
 */
@Plugin(type = Metric.class, name = "frc")
public final class Frc implements Metric {
    private static final double THRESHOLD = 1.0 / 7;

    /** The finest detail that a pixel grid holds, px. */
    private static final double FINEST = 2;

    /**
     * The resolution: the period, in px, of the first ring whose correlation is below 1/7; 2, the
     * finest that there is, where none is.
     */
    @Override
    public double compare(float[] reference, float[] test, int width, int height) {
        double[] curve = curve(reference, test, width, height);
        for (int ring = 1; ring < curve.length; ring++)
            if (!(curve[ring] >= THRESHOLD)) return Math.min(width, height) / (double) ring;
        return FINEST;
    }

    /**
     * Correlation by ring.
     *
     * @return ring i is that of frequencies about {@code i / min(width, height)} cycles/px, below
     *     0.5; not a number where an image has nothing in a ring
     */
    public static double[] curve(float[] a, float[] b, int width, int height) {
        Sizes.check(a.length, b.length, width, height);
        int side = Math.min(width, height);
        int rings = side / 2;
        double[] common = new double[rings];
        double[] ofA = new double[rings];
        double[] ofB = new double[rings];
        double[][] spectrumA = spectrum(a, width, height);
        double[][] spectrumB = spectrum(b, width, height);
        for (int u = 0; u < width; u++)
            for (int v = 0; v < height; v++) {
                double fx = (2 * u <= width ? u : u - width) / (double) width;
                double fy = (2 * v <= height ? v : v - height) / (double) height;
                int ring = (int) Math.rint(side * Math.sqrt(fx * fx + fy * fy));
                if (ring >= rings) continue;
                double re = spectrumA[u][2 * v];
                double im = spectrumA[u][2 * v + 1];
                double otherRe = spectrumB[u][2 * v];
                double otherIm = spectrumB[u][2 * v + 1];
                common[ring] += re * otherRe + im * otherIm;
                ofA[ring] += re * re + im * im;
                ofB[ring] += otherRe * otherRe + otherIm * otherIm;
            }
        for (int ring = 0; ring < rings; ring++) common[ring] /= Math.sqrt(ofA[ring] * ofB[ring]);
        return common;
    }

    /** By frequency along x, then complex along y. */
    private static double[][] spectrum(float[] image, int width, int height) {
        // By rows and columns: JTransforms' 2D transform starts threads that outlive their work.
        double[][] columns = new double[width][2 * height];
        DoubleFFT_1D rows = new DoubleFFT_1D(width);
        double[] row = new double[2 * width];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                row[2 * x] = image[y * width + x] * hann(x, width) * hann(y, height);
                row[2 * x + 1] = 0;
            }
            rows.complexForward(row);
            for (int u = 0; u < width; u++) {
                columns[u][2 * y] = row[2 * u];
                columns[u][2 * y + 1] = row[2 * u + 1];
            }
        }
        DoubleFFT_1D down = new DoubleFFT_1D(height);
        for (double[] column : columns) down.complexForward(column);
        return columns;
    }

    private static double hann(int at, int length) {
        return length == 1 ? 1 : 0.5 - 0.5 * Math.cos(2 * Math.PI * at / (length - 1));
    }
}

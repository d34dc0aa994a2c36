package org.mulligan.metric;

import org.jtransforms.fft.DoubleFFT_1D;
import org.mulligan.image.Appearance;

/**
 * The power of square tiles by spatial frequency, averaged over tiles: Welch's method in two
 * dimensions. From each tile its mean goes, a Hann window is laid over it, and the squared
 * magnitudes of its Fourier transform, divided by the window's energy, are averaged in rings.
 *
 * @see <a href="https://doi.org/10.1109/TAU.1967.1161901">Welch 1967</a>
 */
final class TileSpectrum {
    /** Side of a tile, px. */
    static final int SIDE = 64;

    /** No lower power is told from none: an amplitude of 0.0001 of the range. */
    private static final double LEAST = 1e-8;

    private static final int COLUMNS = SIDE / 2 + 1;
    private static final double[] HANN = hann();
    private static final double[] WEIGHTS = new double[Appearance.RINGS];
    private static final int[] RING_OF = rings();

    private final DoubleFFT_1D fft = new DoubleFFT_1D(SIDE);
    private final double[] row = new double[2 * SIDE];
    private final double[][] columns = new double[COLUMNS][2 * SIDE];
    private final double[] power = new double[Appearance.RINGS];
    private int tiles;

    /**
     * Adds a tile.
     *
     * @param tile {@link #SIDE} rows of as many values; not modified
     */
    void add(float[] tile) {
        double mean = 0;
        for (float value : tile) mean += value;
        mean /= tile.length;
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) row[x] = (tile[y * SIDE + x] - mean) * HANN[x] * HANN[y];
            fft.realForwardFull(row);
            for (int u = 0; u < COLUMNS; u++) {
                columns[u][2 * y] = row[2 * u];
                columns[u][2 * y + 1] = row[2 * u + 1];
            }
        }
        for (int u = 0; u < COLUMNS; u++) {
            double[] column = columns[u];
            fft.complexForward(column);
            for (int v = 0; v < SIDE; v++) {
                int ring = RING_OF[u * SIDE + v];
                if (ring >= 0)
                    power[ring] +=
                            weight(u)
                                    * (column[2 * v] * column[2 * v]
                                            + column[2 * v + 1] * column[2 * v + 1]);
            }
        }
        tiles++;
    }

    /** log10 of the mean power in each ring of {@link Appearance}, over all tiles so far. */
    double[] log10() {
        double energy = 0;
        for (double h : HANN) energy += h * h;
        double[] logs = new double[power.length];
        for (int ring = 0; ring < logs.length; ring++)
            logs[ring] =
                    Math.log10(
                            Math.max(
                                    LEAST,
                                    power[ring] / WEIGHTS[ring] / tiles / (energy * energy)));
        return logs;
    }

    /** The half that a real image's spectrum mirrors counts twice. */
    private static double weight(int u) {
        return u == 0 || u == SIDE / 2 ? 1 : 2;
    }

    private static int[] rings() {
        int[] rings = new int[COLUMNS * SIDE];
        double width = (Appearance.HIGHEST - Appearance.LOWEST) / Appearance.RINGS;
        for (int u = 0; u < COLUMNS; u++)
            for (int v = 0; v < SIDE; v++) {
                double fx = (double) u / SIDE;
                double fy = (double) (v <= SIDE / 2 ? v : v - SIDE) / SIDE;
                double place = (Math.sqrt(fx * fx + fy * fy) - Appearance.LOWEST) / width;
                int ring = place >= 0 && place < Appearance.RINGS ? (int) place : -1;
                rings[u * SIDE + v] = ring;
                if (ring >= 0) WEIGHTS[ring] += weight(u);
            }
        return rings;
    }

    /** Sampled at the pixels' centres. */
    private static double[] hann() {
        double[] window = new double[SIDE];
        for (int i = 0; i < SIDE; i++)
            window[i] = 0.5 - 0.5 * Math.cos(2 * Math.PI * (i + 0.5) / SIDE);
        return window;
    }
}

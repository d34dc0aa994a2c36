package org.mulligan.noise.spectrum;

import java.util.Arrays;
import java.util.Optional;
import org.jtransforms.fft.DoubleFFT_1D;

/**
 * A wave that runs over the whole plane, as hum of the mains, a camera's readout or an interference
 * leaves it: the highest peak of the power spectrum.
 *
 * <p>The plane is cut into overlapping blocks under a Hann window; of each frequency the median of
 * the blocks' powers is taken, so that structure, which is not alike in most blocks, has little say
 * (Welch's method with a median). A peak is narrow: it stands out of the median of the frequencies
 * around it, and, at the axes, out of those along the axis, where offset lines have their power.
 *
 * <p>Known limits: waves longer than a quarter of a block (32 px) are taken for structure, and a
 * specimen that is a lattice all over for a pattern. Waves below a tenth of the noise's standard
 * deviation are not told.
 *
 * @param x frequency along X, cycles/px, 0 to 0.5
 * @param y frequency along Y, cycles/px, -0.5 to 0.5; below 0 the wave runs up to the right
 * @param deviation standard deviation of the wave, units of the plane: its amplitude by the root of
 *     2
 * @see <a href="https://doi.org/10.1109/TAU.1967.1161901">Welch 1967</a>
 */
public record PeriodicPattern(double x, double y, double deviation) {
    /** Side of what is looked at, px. */
    private static final int MOST = 768;

    private static final int BLOCK = 128;

    /** Side from which on there are blocks enough, px. */
    private static final int SHORTEST = 256;

    /** Frequencies in steps of a block: lower ones are structure. */
    private static final int LOWEST = 4;

    /** Below them the spectrum of structure falls too steeply for what is around to tell. */
    private static final int LOW = 12;

    /** The window spreads a peak over so many steps to each side. */
    private static final int PEAK = 2;

    /** Steps to each side that a peak must stand out of. */
    private static final int AROUND = 7;

    /** Times the median around it that no median of blocks reaches by chance. */
    private static final double CERTAIN = 6;

    /** Least deviation of a wave, in that of the noise. */
    private static final double SEEN = 0.1;

    /** Length of the wave, px. */
    public double period() {
        return 1 / Math.hypot(x, y);
    }

    /** Across the crests, degrees: 0 for vertical stripes, 90 for horizontal ones. */
    public double direction() {
        return Math.toDegrees(Math.atan2(y, x));
    }

    /**
     * Empty where no wave stands out, and where a side is shorter than 256 px or a pixel is not a
     * number.
     *
     * @param plane row by row, not modified; of a large one the middle is looked at
     * @param sigma standard deviation of its noise, units of the plane
     */
    public static Optional<PeriodicPattern> of(float[] plane, int width, int height, double sigma) {
        if (Math.min(width, height) < SHORTEST) return Optional.empty();
        double[][] powers = powers(plane, width, height);
        double best = 0;
        int bestU = 0;
        int bestV = 0;
        // Of a real plane half of the frequencies tell all.
        for (int u = 0; u <= BLOCK / 2; u++)
            for (int v = -BLOCK / 2 + 1; v <= BLOCK / 2; v++) {
                if (Math.hypot(u, v) < LOWEST || u == 0 && v < 0) continue;
                double ratio = at(powers, u, v) / level(powers, u, v);
                if (ratio > best && isTop(powers, u, v)) {
                    best = ratio;
                    bestU = u;
                    bestV = v;
                }
            }
        if (!(best > CERTAIN)) return Optional.empty();
        double power = at(powers, bestU, bestV) - level(powers, bestU, bestV);
        // A wave of amplitude A has the power A^2 / 4 by the window's sum, squared. Where it is
        // alike in all blocks the median is its power; between two steps a part of it is beside.
        double sum = Math.pow(BLOCK / 2.0, 2);
        double u = bestU + offset(powers, bestU, bestV, 1, 0);
        double v = bestV + offset(powers, bestU, bestV, 0, 1);
        double share = Math.pow(hann(u - bestU) * hann(v - bestV), 2);
        boolean own = 2 * bestU % BLOCK == 0 && 2 * bestV % BLOCK == 0;
        double deviation = Math.sqrt((own ? 1 : 2) * power / share) / sum;
        if (deviation < SEEN * sigma) return Optional.empty();
        return Optional.of(
                new PeriodicPattern(Math.min(0.5, u / BLOCK), Math.min(0.5, v / BLOCK), deviation));
    }

    /** Of a Hann window at a distance from its peak, in steps; the peak has 1. */
    private static double hann(double steps) {
        double s = Math.abs(steps);
        return s < 1e-6 ? 1 : Math.sin(Math.PI * s) / (Math.PI * s) / (1 - s * s);
    }

    /** Where between the steps the peak lies, by the ratio of the amplitudes beside it. */
    private static double offset(double[][] powers, int u, int v, int du, int dv) {
        double middle = Math.sqrt(at(powers, u, v));
        double after = Math.sqrt(at(powers, u + du, v + dv)) / middle;
        double before = Math.sqrt(at(powers, u - du, v - dv)) / middle;
        // Of a Hann window the neighbour has (1 + d) / (2 - d) of the peak at a distance d.
        return after > before ? (2 * after - 1) / (after + 1) : -(2 * before - 1) / (before + 1);
    }

    private static boolean isTop(double[][] powers, int u, int v) {
        for (int du = -1; du <= 1; du++)
            for (int dv = -1; dv <= 1; dv++)
                if (at(powers, u + du, v + dv) > at(powers, u, v)) return false;
        return true;
    }

    private static double at(double[][] powers, int u, int v) {
        return powers[Math.floorMod(u, BLOCK)][Math.floorMod(v, BLOCK)];
    }

    /** What the frequencies around one have. */
    private static double level(double[][] powers, int u, int v) {
        double level = median(powers, u, v, AROUND, AROUND);
        if (Math.abs(u) <= PEAK || BLOCK / 2 - Math.abs(u) <= PEAK)
            level = Math.max(level, median(powers, u, v, 0, AROUND));
        if (Math.abs(v) <= PEAK || BLOCK / 2 - Math.abs(v) <= PEAK)
            level = Math.max(level, median(powers, u, v, AROUND, 0));
        return Math.hypot(u, v) < LOW ? Math.max(level, ring(powers, Math.hypot(u, v))) : level;
    }

    /** The median of the frequencies as low as one, of all directions. */
    private static double ring(double[][] powers, double radius) {
        double[] values = new double[4 * BLOCK];
        int n = 0;
        for (int u = 0; u <= LOW; u++)
            for (int v = -LOW; v <= LOW; v++)
                if (Math.abs(Math.hypot(u, v) - radius) <= 1) values[n++] = at(powers, u, v);
        Arrays.sort(values, 0, n);
        return values[n / 2];
    }

    private static double median(double[][] powers, int u, int v, int reachU, int reachV) {
        double[] values = new double[(2 * reachU + 1) * (2 * reachV + 1)];
        int n = 0;
        for (int du = -reachU; du <= reachU; du++)
            for (int dv = -reachV; dv <= reachV; dv++)
                if (Math.max(Math.abs(du), Math.abs(dv)) > PEAK)
                    values[n++] = at(powers, u + du, v + dv);
        Arrays.sort(values, 0, n);
        return values[n / 2];
    }

    /** Medians of the blocks' powers, by frequency along X and Y in steps of a block. */
    private static double[][] powers(float[] plane, int width, int height) {
        int columns = Math.min(MOST, width) / (BLOCK / 2) - 1;
        int rows = Math.min(MOST, height) / (BLOCK / 2) - 1;
        int left = (width - (columns + 1) * (BLOCK / 2)) / 2;
        int top = (height - (rows + 1) * (BLOCK / 2)) / 2;
        double[][][] all = new double[columns * rows][][];
        for (int b = 0; b < all.length; b++)
            all[b] =
                    power(
                            plane,
                            width,
                            left + b % columns * (BLOCK / 2),
                            top + b / columns * (BLOCK / 2));
        double[][] powers = new double[BLOCK][BLOCK];
        double[] values = new double[all.length];
        for (int u = 0; u < BLOCK; u++)
            for (int v = 0; v < BLOCK; v++) {
                for (int b = 0; b < all.length; b++) values[b] = all[b][u][v];
                Arrays.sort(values);
                powers[u][v] = values[values.length / 2];
            }
        return powers;
    }

    private static double[][] power(float[] plane, int width, int left, int top) {
        double mean = 0;
        for (int i = 0; i < BLOCK * BLOCK; i++)
            mean += plane[(top + i / BLOCK) * width + left + i % BLOCK] / (double) (BLOCK * BLOCK);
        // By rows and columns: JTransforms' 2D transform starts threads that outlive their work.
        DoubleFFT_1D fft = new DoubleFFT_1D(BLOCK);
        double[][] columns = new double[BLOCK][2 * BLOCK];
        double[] row = new double[2 * BLOCK];
        for (int y = 0; y < BLOCK; y++) {
            Arrays.fill(row, 0);
            for (int x = 0; x < BLOCK; x++)
                row[2 * x] = (plane[(top + y) * width + left + x] - mean) * window(x) * window(y);
            fft.complexForward(row);
            for (int u = 0; u < BLOCK; u++) {
                columns[u][2 * y] = row[2 * u];
                columns[u][2 * y + 1] = row[2 * u + 1];
            }
        }
        double[][] power = new double[BLOCK][BLOCK];
        for (int u = 0; u < BLOCK; u++) {
            fft.complexForward(columns[u]);
            for (int v = 0; v < BLOCK; v++)
                power[u][v] =
                        columns[u][2 * v] * columns[u][2 * v]
                                + columns[u][2 * v + 1] * columns[u][2 * v + 1];
        }
        return power;
    }

    private static double window(int at) {
        return 0.5 - 0.5 * Math.cos(2 * Math.PI * at / BLOCK);
    }
}

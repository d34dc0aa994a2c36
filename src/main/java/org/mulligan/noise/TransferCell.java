package org.mulligan.noise;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * The noise of one cell of 8 x 8 px. What orders the cells by brightness is not what is measured: a
 * cell that is dark by chance would be measured too dark, and one whose variance is small by chance
 * is darker as well. Where the noise is white the pixels of one colour of a chess board order, the
 * others are measured; where it is not, the cells around a cell order it.
 *
 * @param order mean of the pixels that order
 * @param mean of the pixels that are measured
 * @param variance of their noise
 * @param uneven variance of the ordering pixels' means in the quarters of the cell
 * @param cut pixels of the cell, of both colours, that were cut off at black or white
 */
record TransferCell(double order, double mean, double variance, double uneven, int cut) {
    static final int SIDE = CellResiduals.SIDE;

    /** Pixels of a colour. */
    static final int HALF = SIDE * SIDE / 2;

    /** Variance of the means around a flat cell, in that of its noise. */
    private static final double FLAT = 0.25;

    /** Sum of the squares of the filter that is white noise to structure. */
    private static final double FILTER = 36;

    /**
     * White noise of a plane: that of the mixed second derivative of the second derivative along
     * the two diagonals, to which slow structure is next to nothing.
     *
     * @param cut pixels that were cut off
     * @see <a href="https://doi.org/10.1006/cviu.1996.0060">Immerkaer 1996</a>
     */
    static List<TransferCell> white(float[] plane, BitSet cut, int width, int height) {
        List<TransferCell> cells = new ArrayList<>();
        for (int top = 0; top + SIDE <= height; top += SIDE)
            for (int left = 0; left + SIDE <= width; left += SIDE)
                for (int colour = 0; colour < 2; colour++) {
                    double variance = fine(plane, width, height, left, top, colour);
                    add(cells, plane, cut, width, left, top, colour, variance);
                }
        return cells;
    }

    /**
     * White noise of two planes that show the same.
     *
     * @param mean of the two
     * @param difference of the two, of the variance of one
     * @param cut pixels that were cut off in one of the two
     */
    static List<TransferCell> white(
            float[] mean, float[] difference, BitSet cut, int width, int height) {
        List<TransferCell> cells = new ArrayList<>();
        for (int top = 0; top + SIDE <= height; top += SIDE)
            for (int left = 0; left + SIDE <= width; left += SIDE)
                for (int colour = 0; colour < 2; colour++) {
                    double[] moments = moments(difference, width, left, top, colour);
                    add(cells, mean, cut, width, left, top, colour, moments[1]);
                }
        return cells;
    }

    private static void add(
            List<TransferCell> cells,
            float[] plane,
            BitSet cut,
            int width,
            int left,
            int top,
            int colour,
            double variance) {
        double[] own = moments(plane, width, left, top, colour);
        double[] other = moments(plane, width, left, top, 1 - colour);
        if (Double.isNaN(variance + own[0] + other[0])) return;
        int ends = count(cut, width, left, top);
        cells.add(new TransferCell(other[0], own[0], variance, other[2], ends));
    }

    private static int count(BitSet cut, int width, int left, int top) {
        if (cut.isEmpty()) return 0;
        int count = 0;
        for (int y = top; y < top + SIDE; y++)
            for (int x = left; x < left + SIDE; x++) if (cut.get(y * width + x)) count++;
        return count;
    }

    /**
     * Correlated noise of a plane, about the smooth surface of each cell. Such a surface leaves
     * more of structure than a filter does, so that only flat cells are measured.
     *
     * @param plane that tells the brightness
     * @param noise that holds the noise, the same plane or a difference of two
     * @param cut pixels that were cut off
     */
    static List<TransferCell> correlated(
            float[] plane, float[] noise, BitSet cut, int width, int height) {
        int across = width / SIDE;
        int down = height / SIDE;
        CellResiduals cell = new CellResiduals();
        double[] means = new double[across * down];
        for (int i = 0; i < means.length; i++)
            means[i] =
                    cell.read(plane, width, i % across * SIDE, i / across * SIDE)
                            ? cell.mean()
                            : Double.NaN;
        List<TransferCell> cells = new ArrayList<>();
        for (int i = 0; i < means.length; i++) {
            double[] around = around(means, i, across, down);
            if (Double.isNaN(around[1] + means[i])) continue;
            if (!cell.read(noise, width, i % across * SIDE, i / across * SIDE)) continue;
            if (noise == plane && around[1] > FLAT * cell.variance()) continue;
            cell.add();
            int ends = count(cut, width, i % across * SIDE, i / across * SIDE);
            cells.add(new TransferCell(around[0], means[i], cell.variance(), around[1], ends));
        }
        double inflation = cell.inflation();
        return cells.stream().map(each -> each.times(inflation)).toList();
    }

    private TransferCell times(double factor) {
        return new TransferCell(order, mean, variance * factor, uneven, cut);
    }

    /** Mean and variance of the eight cells around one; not a number at the border. */
    private static double[] around(double[] means, int cell, int across, int down) {
        int x = cell % across;
        int y = cell / across;
        if (x == 0 || y == 0 || x == across - 1 || y == down - 1)
            return new double[] {Double.NaN, Double.NaN};
        double sum = -means[cell];
        double squares = -means[cell] * means[cell];
        for (int dy = -1; dy <= 1; dy++)
            for (int dx = -1; dx <= 1; dx++) {
                double mean = means[cell + dy * across + dx];
                sum += mean;
                squares += mean * mean;
            }
        return new double[] {sum / 8, Math.max(0, squares / 8 - sum * sum / 64)};
    }

    private static double fine(
            float[] plane, int width, int height, int left, int top, int colour) {
        double squares = 0;
        int count = 0;
        int near = width + 1;
        int far = width - 1;
        for (int y = Math.max(2, top); y < Math.min(height - 2, top + SIDE); y++)
            for (int x = Math.max(2, left); x < Math.min(width - 2, left + SIDE); x++) {
                if ((x + y & 1) != colour) continue;
                int i = y * width + x;
                double beside = (double) plane[i - near] + plane[i + near];
                beside += (double) plane[i - far] + plane[i + far];
                double ends = (double) plane[i - 2] + plane[i + 2];
                ends += (double) plane[i - 2 * width] + plane[i + 2 * width];
                double response = 4.0 * plane[i] - 2 * beside + ends;
                squares += response * response;
                count++;
            }
        return squares / (FILTER * count);
    }

    /** Mean, variance, variance of the quarters' means. */
    private static double[] moments(float[] plane, int width, int left, int top, int colour) {
        double[] values = new double[HALF];
        double[] quarters = new double[4];
        int n = 0;
        double mean = 0;
        for (int y = top; y < top + SIDE; y++)
            for (int x = left; x < left + SIDE; x++) {
                if ((x + y & 1) != colour) continue;
                double value = plane[y * width + x];
                values[n++] = value;
                mean += value / HALF;
                quarters[(y - top) / (SIDE / 2) * 2 + (x - left) / (SIDE / 2)] += 4 * value / HALF;
            }
        double second = 0;
        for (double value : values) second += Math.pow(value - mean, 2);
        double uneven = 0;
        for (double quarter : quarters) uneven += Math.pow(quarter - mean, 2) / 4;
        return new double[] {mean, second / (n - 1), uneven};
    }
}

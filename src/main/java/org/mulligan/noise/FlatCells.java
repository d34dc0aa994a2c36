package org.mulligan.noise;

import java.util.Arrays;

/**
 * The flattest twentieth of a plane's cells of 8 px, and those that are nearly as flat: what varies
 * there is noise. Flat is a cell whose smooth surface ({@link CellResiduals}), and the means of the
 * cells around it, vary little for the noise that is on it. The two are nearly orthogonal, so that
 * the choice of quiet cells does not favour white noise.
 */
final class FlatCells {
    private static final double FLATTEST = 0.05;

    /** Cells so many times as uneven as the flattest twentieth are measured with them. */
    private static final double AS_FLAT = 1.5;

    private static final int FEWEST = 32;

    /** Standard deviations that no noise of a cell reaches. */
    private static final double OUTLIER = 4.5;

    private final int[] cells;
    private final int across;

    private FlatCells(int[] cells, int across) {
        this.cells = cells;
        this.across = across;
    }

    /** None where the plane is too small, or has no noise. */
    static FlatCells of(float[] plane, int width, int height) {
        int across = width / CellResiduals.SIDE;
        int down = height / CellResiduals.SIDE;
        CellResiduals cell = new CellResiduals();
        double[] means = new double[across * down];
        double[] surfaces = new double[means.length];
        double[] variances = new double[means.length];
        double[] largest = new double[means.length];
        for (int i = 0; i < means.length; i++) {
            boolean whole = cell.read(plane, width, left(i, across), top(i, across));
            means[i] = cell.mean();
            surfaces[i] = cell.surface();
            variances[i] = whole ? cell.variance() : 0;
            largest[i] = cell.largest();
        }
        double[] flatness = new double[means.length];
        int measurable = 0;
        for (int i = 0; i < means.length; i++) {
            flatness[i] = flatness(i, across, down, means, surfaces, variances);
            if (Double.isFinite(flatness[i])) measurable++;
        }
        int count = Math.max(FEWEST, (int) Math.round(FLATTEST * measurable));
        if (measurable < count) return new FlatCells(new int[0], across);
        double[] sorted = flatness.clone();
        Arrays.sort(sorted);
        int[] cells = new int[means.length];
        int n = 0;
        for (int i = 0; i < means.length; i++) {
            if (!(flatness[i] <= AS_FLAT * sorted[count - 1])) continue;
            // A hot pixel bends the surface, too.
            if (largest[i] <= OUTLIER * Math.sqrt(variances[i])) cells[n++] = i;
        }
        return new FlatCells(Arrays.copyOf(cells, n), across);
    }

    int count() {
        return cells.length;
    }

    /** Of a cell, px. */
    int left(int cell) {
        return left(cells[cell], across);
    }

    int top(int cell) {
        return top(cells[cell], across);
    }

    private static int left(int cell, int across) {
        return cell % across * CellResiduals.SIDE;
    }

    private static int top(int cell, int across) {
        return cell / across * CellResiduals.SIDE;
    }

    /** Infinite where there is no noise, and at the plane's border. */
    private static double flatness(
            int cell, int across, int down, double[] means, double[] surfaces, double[] variances) {
        int x = cell % across;
        int y = cell / across;
        if (x == 0 || y == 0 || x == across - 1 || y == down - 1) return Double.POSITIVE_INFINITY;
        double sum = 0;
        double squares = 0;
        double surface = 0;
        double variance = 0;
        for (int dy = -1; dy <= 1; dy++)
            for (int dx = -1; dx <= 1; dx++) {
                int i = cell + dy * across + dx;
                if (variances[i] == 0) return Double.POSITIVE_INFINITY;
                sum += means[i];
                squares += means[i] * means[i];
                surface += surfaces[i];
                variance += variances[i];
            }
        double spread = CellResiduals.SIDE * CellResiduals.SIDE * (squares - sum * sum / 9);
        return (spread + surface) / variance;
    }
}

package org.mulligan.noise;

/**
 * What is left of a cell of 8 x 8 px when the quadratic surface that fits it best is taken off: its
 * noise, without what it had of slow structure. What the surface takes of the noise as well is
 * known: each covariance within the cells is a sum of the noise's true ones, so the true ones are
 * found from those by solving linear equations for the lags of up to 3 px, beyond which there is
 * taken to be no correlation.
 */
final class CellResiduals {
    static final int SIDE = 8;
    private static final int PIXELS = SIDE * SIDE;
    private static final int TERMS = 6;

    /** The longest lag that is followed, px. */
    private static final int REACH = 3;

    /** Half of the lags; the others are their mirrors. */
    private static final int LAGS = REACH + 1 + REACH * (2 * REACH + 1);

    private static final double[][] SURFACES = surfaces();
    private static final double[][] SEEN = seen();

    private final double[] values = new double[PIXELS];
    private final double[] terms = new double[TERMS];
    private final double[] covariances = new double[LAGS];
    private double weight;

    /**
     * Looks at a cell.
     *
     * @return false where a pixel is not a number
     */
    boolean read(float[] plane, int width, int left, int top) {
        for (int i = 0; i < PIXELS; i++) {
            values[i] = plane[(top + i / SIDE) * width + left + i % SIDE];
            if (Double.isNaN(values[i])) return false;
        }
        for (int t = 0; t < TERMS; t++) {
            double sum = 0;
            for (int i = 0; i < PIXELS; i++) sum += SURFACES[t][i] * values[i];
            terms[t] = sum;
        }
        for (int t = 0; t < TERMS; t++)
            for (int i = 0; i < PIXELS; i++) values[i] -= terms[t] * SURFACES[t][i];
        return true;
    }

    double mean() {
        return terms[0] / SIDE;
    }

    /** Of the surface about its mean, as a sum of squares. */
    double surface() {
        double sum = 0;
        for (int t = 1; t < TERMS; t++) sum += terms[t] * terms[t];
        return sum;
    }

    /** Of a pixel, about the surface. */
    double variance() {
        double sum = 0;
        for (double value : values) sum += value * value;
        return sum / (PIXELS - TERMS);
    }

    /** Covariance of a pixel with that of another cell, about the surfaces of both. */
    double product(CellResiduals other) {
        double sum = 0;
        for (int i = 0; i < PIXELS; i++) sum += values[i] * other.values[i];
        return sum / (PIXELS - TERMS);
    }

    /** What lies farthest from the surface. */
    double largest() {
        double largest = 0;
        for (double value : values) largest = Math.max(largest, Math.abs(value));
        return largest;
    }

    /**
     * Counts what was read last among the noise. Where there is more light there is more noise, so
     * each cell counts alike.
     */
    void add() {
        double own = 0;
        for (double value : values) own += value * value;
        if (own == 0) return;
        for (int lag = 0; lag < LAGS; lag++)
            covariances[lag] += sum(values, dx(lag), dy(lag)) / own;
        weight++;
    }

    /** Pearson's correlations along X at 1, 2 and 3 px, and second along Y, of all cells so far. */
    double[][] correlations() {
        double[] truth = solve(SEEN, covariances);
        double[][] correlations = new double[2][REACH];
        for (int lag = 1; lag <= REACH; lag++) {
            correlations[0][lag - 1] = truth[index(lag, 0)] / truth[0];
            correlations[1][lag - 1] = truth[index(0, lag)] / truth[0];
        }
        return correlations;
    }

    /** By what the variance about the surfaces is too small. */
    double inflation() {
        double[] truth = solve(SEEN, covariances);
        return truth[0] * (PIXELS - TERMS) / weight;
    }

    private static int dx(int lag) {
        return lag <= REACH ? lag : (lag - REACH - 1) % (2 * REACH + 1) - REACH;
    }

    private static int dy(int lag) {
        return lag <= REACH ? 0 : (lag - REACH - 1) / (2 * REACH + 1) + 1;
    }

    private static int index(int dx, int dy) {
        return dy == 0 ? dx : REACH + 1 + (dy - 1) * (2 * REACH + 1) + dx + REACH;
    }

    /** Of products of pixels that are a lag apart. */
    private static double sum(double[] values, int dx, int dy) {
        double sum = 0;
        for (int y = 0; y + dy < SIDE; y++)
            for (int x = Math.max(0, -dx); x < Math.min(SIDE, SIDE - dx); x++)
                sum += values[y * SIDE + x] * values[(y + dy) * SIDE + x + dx];
        return sum;
    }

    /** Orthonormal, of degree 0 to 2, by Gram and Schmidt. */
    private static double[][] surfaces() {
        double[][] surfaces = new double[TERMS][PIXELS];
        for (int i = 0; i < PIXELS; i++) {
            double x = i % SIDE - (SIDE - 1) / 2.0;
            double y = i / SIDE - (SIDE - 1) / 2.0;
            double[] powers = {1, x, y, x * x, x * y, y * y};
            for (int t = 0; t < TERMS; t++) surfaces[t][i] = powers[t];
        }
        for (int t = 0; t < TERMS; t++) {
            for (int u = 0; u < t; u++) {
                double along = dot(surfaces[t], surfaces[u]);
                for (int i = 0; i < PIXELS; i++) surfaces[t][i] -= along * surfaces[u][i];
            }
            double length = Math.sqrt(dot(surfaces[t], surfaces[t]));
            for (int i = 0; i < PIXELS; i++) surfaces[t][i] /= length;
        }
        return surfaces;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) sum += a[i] * b[i];
        return sum;
    }

    /** [seen][true]: what a true covariance of 1 at a lag adds to the sums that are seen. */
    private static double[][] seen() {
        double[][] seen = new double[LAGS][LAGS];
        for (int truth = 0; truth < LAGS; truth++) {
            double[][] matrix = new double[PIXELS][PIXELS];
            for (int i = 0; i < PIXELS; i++)
                for (int j = 0; j < PIXELS; j++) {
                    int dx = j % SIDE - i % SIDE;
                    int dy = j / SIDE - i / SIDE;
                    boolean same = dx == dx(truth) && dy == dy(truth);
                    boolean mirrored = dx == -dx(truth) && dy == -dy(truth);
                    if (same || mirrored) matrix[i][j] = 1;
                }
            for (int i = 0; i < PIXELS; i++) takeSurface(matrix[i]);
            for (int j = 0; j < PIXELS; j++) {
                double[] column = new double[PIXELS];
                for (int i = 0; i < PIXELS; i++) column[i] = matrix[i][j];
                takeSurface(column);
                for (int i = 0; i < PIXELS; i++) matrix[i][j] = column[i];
            }
            for (int lag = 0; lag < LAGS; lag++) {
                double sum = 0;
                for (int y = 0; y + dy(lag) < SIDE; y++)
                    for (int x = Math.max(0, -dx(lag)); x < Math.min(SIDE, SIDE - dx(lag)); x++)
                        sum += matrix[y * SIDE + x][(y + dy(lag)) * SIDE + x + dx(lag)];
                seen[lag][truth] = sum;
            }
        }
        return seen;
    }

    private static void takeSurface(double[] cell) {
        for (double[] surface : SURFACES) {
            double along = dot(cell, surface);
            for (int i = 0; i < PIXELS; i++) cell[i] -= along * surface[i];
        }
    }

    /** By elimination with row exchange. */
    private static double[] solve(double[][] matrix, double[] right) {
        int n = right.length;
        double[][] rows = new double[n][n + 1];
        for (int i = 0; i < n; i++) {
            System.arraycopy(matrix[i], 0, rows[i], 0, n);
            rows[i][n] = right[i];
        }
        for (int i = 0; i < n; i++) {
            int best = i;
            for (int j = i + 1; j < n; j++)
                if (Math.abs(rows[j][i]) > Math.abs(rows[best][i])) best = j;
            double[] swap = rows[i];
            rows[i] = rows[best];
            rows[best] = swap;
            for (int j = i + 1; j < n; j++) {
                double factor = rows[j][i] / rows[i][i];
                for (int k = i; k <= n; k++) rows[j][k] -= factor * rows[i][k];
            }
        }
        double[] solution = new double[n];
        for (int i = n - 1; i >= 0; i--) {
            double sum = rows[i][n];
            for (int k = i + 1; k < n; k++) sum -= rows[i][k] * solution[k];
            solution[i] = sum / rows[i][i];
        }
        return solution;
    }
}

package org.mulligan.metric.features;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * A number for each pair of a row of one set of features and a row of another, by brute force: in
 * blocks that stay in the cache, on all cores. Each number is the same whatever the cores do.
 */
enum RowPairs {
    /** Sum of the squares of the differences; exactly 0 for equal rows. */
    SQUARED_DISTANCE {
        @Override
        void add(double[] row, double[] columns, int width, double[] sums, int at) {
            for (int k = 0; k < row.length; k += 4) {
                double a = row[k];
                double b = row[k + 1];
                double c = row[k + 2];
                double d = row[k + 3];
                int first = k * width;
                for (int j = 0; j < width; j++) {
                    double da = a - columns[first + j];
                    double db = b - columns[first + width + j];
                    double dc = c - columns[first + 2 * width + j];
                    double dd = d - columns[first + 3 * width + j];
                    sums[at + j] += da * da + db * db + (dc * dc + dd * dd);
                }
            }
        }
    },

    /** Sum of the products. */
    PRODUCT {
        @Override
        void add(double[] row, double[] columns, int width, double[] sums, int at) {
            for (int k = 0; k < row.length; k += 4) {
                double a = row[k];
                double b = row[k + 1];
                double c = row[k + 2];
                double d = row[k + 3];
                int first = k * width;
                for (int j = 0; j < width; j++)
                    sums[at + j] +=
                            a * columns[first + j]
                                    + b * columns[first + width + j]
                                    + (c * columns[first + 2 * width + j]
                                            + d * columns[first + 3 * width + j]);
            }
        }
    };

    /** Rows of the first set that share a block of the second. */
    private static final int ROWS = 32;

    /** Rows of the second set in a block. */
    private static final int WIDTH = 64;

    /** Takes the numbers of one row of the first set, in any order of rows, on any thread. */
    interface Visitor {
        /**
         * @param values with every row of the second set; the visitor's only until it returns
         */
        void visit(int row, double[] values);
    }

    /**
     * Adds for one row of the first set and a block of the second.
     *
     * @param row of a length that is a multiple of 4, so that the inner loop can take 4
     * @param columns the block: {@code width} first values, then as many second ones...
     * @param at where the sums of the block begin
     */
    abstract void add(double[] row, double[] columns, int width, double[] sums, int at);

    /** Visits every row of {@code from} with its numbers with all rows of {@code to}. */
    void visit(Features from, Features to, Visitor visitor) {
        Features.checkComparable(from, to);
        int groups = -Math.floorDiv(-from.rows(), ROWS);
        IntStream.range(0, groups).parallel().forEach(group -> group(group, from, to, visitor));
    }

    private void group(int group, Features from, Features to, Visitor visitor) {
        int first = group * ROWS;
        int count = Math.min(ROWS, from.rows() - first);
        // Filled up with zeros on both sides, which neither distances nor products notice.
        int length = -4 * Math.floorDiv(-from.columns(), 4);
        double[][] rows = new double[count][length];
        for (int i = 0; i < count; i++)
            for (int k = 0; k < from.columns(); k++) rows[i][k] = from.value(first + i, k);
        double[][] sums = new double[count][to.rows()];
        double[] columns = new double[length * WIDTH];
        for (int start = 0; start < to.rows(); start += WIDTH) {
            int width = Math.min(WIDTH, to.rows() - start);
            Arrays.fill(columns, 0);
            for (int j = 0; j < width; j++) {
                float[] row = to.row(start + j);
                for (int k = 0; k < row.length; k++) columns[k * width + j] = row[k];
            }
            for (int i = 0; i < count; i++) add(rows[i], columns, width, sums[i], start);
        }
        for (int i = 0; i < count; i++) visitor.visit(first + i, sums[i]);
    }

    /** The Euclidean distance of two rows of one set. */
    static double distance(Features set, int one, int other) {
        float[] a = set.row(one);
        float[] b = set.row(other);
        double sum = 0;
        for (int k = 0; k < a.length; k++) {
            double difference = (double) a[k] - b[k];
            sum += difference * difference;
        }
        return Math.sqrt(sum);
    }
}

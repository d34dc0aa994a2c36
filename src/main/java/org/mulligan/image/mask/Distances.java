package org.mulligan.image.mask;

import java.util.BitSet;

/**
 * How far each pixel of a plane is from the nearest of a set: exact Euclidean distances between
 * pixel centres, in time proportional to the pixels.
 *
 * @see <a href="https://doi.org/10.4086/toc.2012.v008a019">Felzenszwalb and Huttenlocher 2012</a>
 */
final class Distances {
    private final int width;
    private final int height;
    private final int[] vertical;
    private final int[] columns;
    private final double[] borders;

    private Distances(BitSet set, int width, int height) {
        this.width = width;
        this.height = height;
        this.vertical = vertical(set, width, height);
        this.columns = new int[width];
        this.borders = new double[width];
    }

    /** Is told the distances of a row, px; infinite when the set is empty. */
    @FunctionalInterface
    interface Row {
        /**
         * @param distances of the row's pixels; the next row reuses the array
         */
        void accept(int y, double[] distances);
    }

    /** Gives the distances to {@code set}, bit y * width + x, row by row from the top. */
    static void to(BitSet set, int width, int height, Row rows) {
        Distances distances = new Distances(set, width, height);
        double[] row = new double[width];
        for (int y = 0; y < height; y++) {
            distances.fill(y, row);
            rows.accept(y, row);
        }
    }

    /** Distances along the columns only; -1 where a column has nothing of the set. */
    private static int[] vertical(BitSet set, int width, int height) {
        int[] distances = new int[width * height];
        for (int i = 0; i < distances.length; i++) {
            int above = i < width ? -1 : distances[i - width];
            distances[i] = set.get(i) ? 0 : above < 0 ? -1 : above + 1;
        }
        for (int i = width * (height - 1) - 1; i >= 0; i--) {
            int below = distances[i + width];
            if (below >= 0 && (distances[i] < 0 || below + 1 < distances[i]))
                distances[i] = below + 1;
        }
        return distances;
    }

    /** Each column of the set is a parabola over the row; the lowest one at x is its distance. */
    private void fill(int y, double[] row) {
        int last = -1;
        for (int x = 0; x < width; x++) {
            if (vertical[y * width + x] < 0) continue;
            double border = Double.NEGATIVE_INFINITY;
            while (last >= 0 && (border = border(y, columns[last], x)) <= borders[last]) last--;
            columns[++last] = x;
            borders[last] = last == 0 ? Double.NEGATIVE_INFINITY : border;
        }
        int at = 0;
        for (int x = 0; x < width; x++) {
            while (at < last && borders[at + 1] < x) at++;
            row[x] = last < 0 ? Double.POSITIVE_INFINITY : Math.sqrt(squared(y, columns[at], x));
        }
    }

    /** Where the parabola of a column takes over from that of one on its left. */
    private double border(int y, int left, int right) {
        return (squared(y, right, 0) - squared(y, left, 0)) / (2.0 * (right - left));
    }

    private double squared(int y, int column, int x) {
        double down = vertical[y * width + column];
        double along = x - column;
        return down * down + along * along;
    }
}

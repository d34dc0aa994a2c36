package org.mulligan.metric.features;

import java.util.Arrays;

/**
 * For each row of one set of features the nearest row of another: which training image is a fake
 * most like? Euclidean distances, in units of the features.
 */
public final class NearestNeighbours {
    private final int[] indices;
    private final double[] distances;

    private NearestNeighbours(int rows) {
        indices = new int[rows];
        distances = new double[rows];
    }

    /**
     * Looks at every pair.
     *
     * @param of the rows to find a neighbour for, such as fakes
     * @param among the rows to find it among, such as the training images
     * @throws IllegalArgumentException if the rows of the two are not of one length
     */
    public static NearestNeighbours of(Features of, Features among) {
        NearestNeighbours found = new NearestNeighbours(of.rows());
        RowPairs.SQUARED_DISTANCE.visit(of, among, found::keepNearest);
        return found;
    }

    private void keepNearest(int row, double[] squares) {
        int nearest = 0;
        for (int j = 1; j < squares.length; j++) if (squares[j] < squares[nearest]) nearest = j;
        indices[row] = nearest;
        distances[row] = Math.sqrt(squares[nearest]);
    }

    /** Rows that a neighbour was found for. */
    public int rows() {
        return indices.length;
    }

    /** The neighbour of this row: its row among those looked at; of equally near ones the first. */
    public int index(int row) {
        return indices[row];
    }

    /** How far the neighbour of this row is; 0 for a copy. */
    public double distance(int row) {
        return distances[row];
    }

    /** The median of the distances. */
    public double median() {
        double[] sorted = distances.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}

package org.mulligan.image.filter;

import org.mulligan.image.plane.Pixels;

/** A plane as fewer, larger pixels would have seen it: each is the mean over the area it covers. */
public final class AreaMeans {
    private AreaMeans() {}

    /**
     * The whole plane as a square; where its sides differ, so do those of the areas.
     *
     * @param side of the square, px; need not divide the plane's sides
     * @return {@code side} rows of as many means
     */
    public static float[] of(Pixels plane, int side) {
        double[] sums = new double[side * side];
        float[] row = new float[plane.width()];
        double[] reduced = new double[side];
        double height = plane.height() / (double) side;
        for (int y = 0; y < plane.height(); y++) {
            plane.get(0, y, row.length, row);
            reduce(row, reduced);
            int last = Math.min(side - 1, (int) Math.ceil((y + 1) / height) - 1);
            for (int cell = (int) (y / height); cell <= last; cell++) {
                double share = overlap(cell, y, height) / height;
                for (int x = 0; x < side; x++) sums[cell * side + x] += share * reduced[x];
            }
        }
        float[] means = new float[sums.length];
        for (int i = 0; i < means.length; i++) means[i] = (float) sums[i];
        return means;
    }

    private static void reduce(float[] row, double[] into) {
        double width = row.length / (double) into.length;
        for (int cell = 0; cell < into.length; cell++) {
            double sum = 0;
            int end = Math.min(row.length, (int) Math.ceil((cell + 1) * width));
            for (int x = (int) (cell * width); x < end; x++)
                sum += overlap(cell, x, width) * row[x];
            into[cell] = sum / width;
        }
    }

    /** How much of pixel {@code at} lies in a cell of {@code length} px. */
    private static double overlap(int cell, int at, double length) {
        return Math.max(0, Math.min(at + 1, (cell + 1) * length) - Math.max(at, cell * length));
    }
}

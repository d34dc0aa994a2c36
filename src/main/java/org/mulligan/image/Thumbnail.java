package org.mulligan.image;

/**
 * A whole plane reduced to a square by means over areas, its aspect ignored: what varies as widely
 * as the plane does is still in it, and its noise is not. A plane that is smaller is enlarged.
 */
public final class Thumbnail {
    /** Of the square, px. */
    public static final int SIDE = 64;

    private Thumbnail() {}

    /**
     * @return {@link #SIDE} rows of as many means
     */
    public static float[] of(Pixels plane) {
        double[] sums = new double[SIDE * SIDE];
        float[] row = new float[plane.width()];
        double[] reduced = new double[SIDE];
        double height = plane.height() / (double) SIDE;
        for (int y = 0; y < plane.height(); y++) {
            plane.get(0, y, row.length, row);
            reduce(row, reduced);
            int last = lastCell(y, height);
            for (int cell = (int) (y / height); cell <= last; cell++) {
                double share = overlap(cell, y, height) / height;
                for (int x = 0; x < SIDE; x++) sums[cell * SIDE + x] += share * reduced[x];
            }
        }
        float[] means = new float[sums.length];
        for (int i = 0; i < means.length; i++) means[i] = (float) sums[i];
        return means;
    }

    /** As {@link #of(Pixels)}. */
    public static float[] of(float[] plane, int width, int height) {
        return of(new Pixels.Floats(plane, width, height));
    }

    private static void reduce(float[] row, double[] into) {
        double width = row.length / (double) SIDE;
        for (int cell = 0; cell < SIDE; cell++) {
            double sum = 0;
            int end = Math.min(row.length, (int) Math.ceil((cell + 1) * width));
            for (int x = (int) (cell * width); x < end; x++)
                sum += overlap(cell, x, width) * row[x];
            into[cell] = sum / width;
        }
    }

    /** The last cell that pixel {@code at} lies in. */
    private static int lastCell(int at, double length) {
        return Math.min(SIDE - 1, (int) Math.ceil((at + 1) / length) - 1);
    }

    /** How much of pixel {@code at} lies in a cell of {@code length} px. */
    private static double overlap(int cell, int at, double length) {
        return Math.max(0, Math.min(at + 1, (cell + 1) * length) - Math.max(at, cell * length));
    }
}

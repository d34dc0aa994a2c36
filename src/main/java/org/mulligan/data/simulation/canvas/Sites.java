package org.mulligan.data.simulation.canvas;

/** Random points, one in each square of a grid without end: the centres of Voronoi cells. */
public final class Sites {
    private final long seed;
    private long nearestCell;

    public Sites(long seed) {
        this.seed = seed;
    }

    /**
     * Half the difference of the distances to the two nearest points, in squares: 0 on the wall
     * between two cells. The nearest one is what {@link #light} and {@link #share} are then about.
     */
    public double fromWall(double u, double v) {
        int column = (int) Math.floor(u);
        int row = (int) Math.floor(v);
        double first = 99;
        double second = 99;
        for (int dy = -1; dy <= 1; dy++)
            for (int dx = -1; dx <= 1; dx++) {
                long cell = scatter(column + dx, row + dy);
                double du = column + dx + (cell & 0xFFFF) / 65536.0 - u;
                double dv = row + dy + (cell >>> 16 & 0xFFFF) / 65536.0 - v;
                double distance = du * du + dv * dv;
                if (distance < first) {
                    second = first;
                    first = distance;
                    nearestCell = cell;
                } else if (distance < second) second = distance;
            }
        return (Math.sqrt(second) - Math.sqrt(first)) / 2;
    }

    /** Brightness of the cell that the last point was in, 0 to 1; most are dim. */
    public double light() {
        return share() * share();
    }

    /** A number of the cell that the last point was in, uniform from 0 to 1. */
    public double share() {
        return (nearestCell >>> 32 & 0xFFFF) / 65536.0;
    }

    private long scatter(int column, int row) {
        long z = seed + column * 0x9E3779B97F4A7C15L + row * 0xD1B54A32D192ED03L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}

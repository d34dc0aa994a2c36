package org.mulligan.data.series;

import java.io.IOException;
import java.util.List;
import org.mulligan.data.Plane;
import org.mulligan.image.intensity.Normalisation;
import org.mulligan.image.plane.Pixels;
import org.mulligan.image.plane.PlaneSource;
import org.mulligan.image.plane.RecentPlanes;
import org.mulligan.image.series.Neighbours;
import org.mulligan.image.series.SeriesAxis;

/** The planes of one image, each with its neighbours along time or depth. */
final class Series {
    /** Bytes of planes that stay in memory of each image. */
    private static final long KEPT = 256L << 20;

    private final String name;
    private final PlaneSource planes;
    private final SeriesAxis axis;
    private final Neighbours neighbours;
    private final int together;

    /**
     * @param name of the file, or the folder
     * @param distances to the neighbours
     */
    Series(String name, PlaneSource image, SeriesAxis axis, List<Integer> distances) {
        this.name = name;
        this.axis = axis;
        long bytes = (long) image.width() * image.height() * image.bitDepth() / Byte.SIZE;
        planes = new RecentPlanes(image, (int) Math.max(distances.size() + 1, KEPT / bytes));
        neighbours = new Neighbours(planes, axis, distances);
        together = distances.size();
    }

    String name() {
        return name;
    }

    PlaneSource planes() {
        return planes;
    }

    SeriesAxis axis() {
        return axis;
    }

    /** A plane as float values, a copy. */
    synchronized float[] values(int plane) throws IOException {
        return Neighbours.values(planes.read(plane));
    }

    /**
     * A strip of a plane and of its neighbours.
     *
     * @param top first row
     * @param units what becomes 0 and 1
     */
    synchronized Plane pair(int plane, int top, int rows, Normalisation units) throws IOException {
        int width = planes.width();
        float[] noisy = new float[width * rows * together];
        float[] line = new float[width];
        List<Pixels> around = neighbours.of(plane);
        for (int p = 0; p < together; p++)
            for (int y = 0; y < rows; y++) {
                around.get(p).get(0, top + y, width, line);
                for (int x = 0; x < width; x++)
                    noisy[(y * width + x) * together + p] = units.apply(line[x]);
            }
        float[] target = new float[width * rows];
        Pixels own = planes.read(plane);
        for (int y = 0; y < rows; y++) {
            own.get(0, top + y, width, line);
            for (int x = 0; x < width; x++) target[y * width + x] = units.apply(line[x]);
        }
        return new Plane(
                "%s, plane %d".formatted(name, plane + 1), width, rows, together, noisy, target);
    }
}

package org.mulligan.image.series;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.mulligan.image.filter.ShiftedPixels;
import org.mulligan.image.plane.Pixels;
import org.mulligan.image.plane.PlaneSource;
import org.mulligan.noise.series.Steps;

/**
 * The planes before and after one, as they would lie had the specimen not moved: a drift of the
 * whole field is measured on the first channel of each series and undone by whole pixels. Those
 * that are taken together with the plane itself are taken as they are, as a network has learnt it.
 */
public final class Neighbours {
    private final PlaneSource image;
    private final SeriesAxis axis;
    private final List<Integer> distances;
    private final Steps[] steps;

    /**
     * @param distances of each plane to those that are taken for it: -1 is the one before, 0 the
     *     plane itself
     */
    public Neighbours(PlaneSource image, SeriesAxis axis, List<Integer> distances) {
        this.image = image;
        this.axis = axis;
        this.distances = distances;
        steps = new Steps[axis.step()];
    }

    /**
     * In the order of the distances; not to be written to.
     *
     * @param plane of the image, from 0
     */
    public List<Pixels> of(int plane) throws IOException {
        List<Pixels> planes = new ArrayList<>();
        if (distances.contains(0)) {
            for (int distance : distances) planes.add(image.read(axis.mirrored(plane, distance)));
            return planes;
        }
        for (int distance : distances) {
            int neighbour = axis.neighbour(plane, distance);
            Steps.Whole shift = steps(plane).between(axis.place(plane), axis.place(neighbour));
            planes.add(ShiftedPixels.of(image.read(neighbour), shift.x(), shift.y()));
        }
        return planes;
    }

    /** All channels of a field move together. */
    private Steps steps(int plane) {
        int within = plane % axis.step();
        int first = within - within % image.channels();
        if (steps[first] == null)
            steps[first] =
                    new Steps(
                            place -> values(image.read(axis.plane(first, place))),
                            axis.length(),
                            image.width(),
                            image.height());
        return steps[first];
    }

    /** The longest movement from one plane to the next that was found so far, px. */
    public double longestStep() {
        double longest = 0;
        for (Steps each : steps) if (each != null) longest = Math.max(longest, each.longest());
        return longest;
    }

    /** A copy. */
    public static float[] values(Pixels plane) {
        int width = plane.width();
        float[] values = new float[Math.multiplyExact(width, plane.height())];
        float[] line = new float[width];
        for (int y = 0; y < plane.height(); y++) {
            plane.get(0, y, width, line);
            System.arraycopy(line, 0, values, y * width, width);
        }
        return values;
    }
}

package org.mulligan.data.series;

import java.io.IOException;
import java.util.List;
import java.util.random.RandomGenerator;
import org.mulligan.data.Plane;
import org.mulligan.data.pairs.PairSource;
import org.mulligan.image.intensity.Normalisation;

/** Planes of series as targets, each with its neighbours as what is noisy. */
record SeriesPlanes(List<Part> parts) implements PairSource {
    /**
     * What is learnt from a plane.
     *
     * @param plane of the image, from 0
     * @param top first row
     * @param rows px
     * @param units of its channel, what becomes 0 and 1
     */
    record Part(Series series, int plane, int top, int rows, Normalisation units) {}

    SeriesPlanes {
        parts = List.copyOf(parts);
    }

    @Override
    public int size() {
        return parts.size();
    }

    @Override
    public long floats() {
        // The neighbours, and the plane itself.
        return parts.stream()
                .mapToLong(
                        part ->
                                (1L + SeriesReader.DISTANCES.size())
                                        * part.rows
                                        * part.series.planes().width())
                .sum();
    }

    @Override
    public boolean fixed() {
        return true;
    }

    @Override
    public Plane plane(int index, RandomGenerator random) throws IOException {
        Part part = parts.get(index);
        return part.series.pair(part.plane, part.top, part.rows, part.units);
    }
}

package org.mulligan.data.pairs;

import java.io.IOException;
import java.util.random.RandomGenerator;
import org.mulligan.data.Plane;

/** Planes to learn from, noisy and target, by number. */
public interface PairSource {
    int size();

    /** Floats that the planes number {@code 0 .. size() - 1} take together. */
    long floats();

    /** Whether one number always gives the same plane, whatever {@code random} draws. */
    boolean fixed();

    /**
     * Reads or makes a plane in normalised intensities. The same {@code random} state gives the
     * same plane.
     */
    Plane plane(int index, RandomGenerator random) throws IOException;
}

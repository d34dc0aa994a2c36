package org.mulligan.data.pairs;

import java.io.IOException;
import java.util.random.RandomGenerator;
import org.mulligan.data.Plane;

/** Pairs of equals, each also the other way round. */
record BothWays(PairSource pairs) implements PairSource {
    @Override
    public int size() {
        return 2 * pairs.size();
    }

    @Override
    public long floats() {
        return 2 * pairs.floats();
    }

    @Override
    public boolean fixed() {
        return pairs.fixed();
    }

    @Override
    public Plane plane(int index, RandomGenerator random) throws IOException {
        Plane plane = pairs.plane(index / 2, random);
        if (index % 2 == 0) return plane;
        return new Plane(
                plane.name(), plane.width(), plane.height(), plane.target(), plane.noisy());
    }
}

package org.mulligan.data.pairs;

import java.io.IOException;
import java.util.random.RandomGenerator;
import org.mulligan.data.Plane;
import org.mulligan.noise.law.MeasuredLaw;

/**
 * Planes with the law of their noise, measured in each as it is where the network is applied, with
 * the errors that this has.
 */
record ToldPlanes(PairSource planes) implements PairSource {
    @Override
    public int size() {
        return planes.size();
    }

    @Override
    public long floats() {
        return planes.floats();
    }

    @Override
    public boolean fixed() {
        return planes.fixed();
    }

    @Override
    public Plane plane(int index, RandomGenerator random) throws IOException {
        Plane plane = planes.plane(index, random);
        return plane.with(MeasuredLaw.of(plane.noisy(), plane.width(), plane.height()));
    }
}

package org.mulligan.data.pairs;

import java.io.IOException;
import java.util.random.RandomGenerator;
import org.mulligan.data.Plane;
import org.mulligan.image.intensity.AffineFit;
import org.mulligan.image.intensity.NoiseChannels;
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
        Plane scaled = scaled(plane);
        return scaled.with(MeasuredLaw.of(scaled.noisy(), scaled.width(), scaled.height()));
    }

    private static Plane scaled(Plane plane) {
        double largest = 0;
        for (float value : plane.noisy()) largest = Math.max(largest, value);
        double range = NoiseChannels.range(largest);
        if (range == 1) return plane;
        return new Plane(
                plane.name(),
                plane.width(),
                plane.height(),
                AffineFit.apply(plane.noisy(), 1 / range, 0),
                AffineFit.apply(plane.target(), 1 / range, 0));
    }
}

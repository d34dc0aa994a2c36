package org.mulligan.data.unpaired;

import java.io.IOException;
import java.util.List;
import java.util.random.RandomGenerator;
import org.mulligan.data.Plane;
import org.mulligan.data.pairs.PairSource;
import org.mulligan.data.pairs.PlaneCache;

/** Noisy planes as they are: input and target are the same. */
final class NoisyPlanes implements PairSource {
    private final List<NoisyPlane> planes;
    private final PlaneCache files;

    NoisyPlanes(List<NoisyPlane> planes, PlaneCache files) {
        this.planes = List.copyOf(planes);
        this.files = files;
    }

    @Override
    public int size() {
        return planes.size();
    }

    @Override
    public long floats() {
        return planes.stream().mapToLong(p -> (long) p.area().width() * p.area().height()).sum();
    }

    @Override
    public boolean fixed() {
        return true;
    }

    @Override
    public Plane plane(int index, RandomGenerator random) throws IOException {
        NoisyPlane plane = planes.get(index);
        float[] pixels = plane.read(files);
        return new Plane(plane.name(), plane.area().width(), plane.area().height(), pixels, pixels);
    }
}

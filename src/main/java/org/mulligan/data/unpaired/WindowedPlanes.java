package org.mulligan.data.unpaired;

import java.io.IOException;
import java.util.List;
import java.util.random.RandomGenerator;
import org.mulligan.data.Plane;
import org.mulligan.data.pairs.PairSource;
import org.mulligan.data.pairs.PlaneCache;

/** Examples that are made anew each time, of a window of a noisy plane. */
abstract class WindowedPlanes implements PairSource {
    private final List<NoisyPlane> planes;
    private final PlaneCache files;

    WindowedPlanes(List<NoisyPlane> planes, PlaneCache files) {
        this.planes = List.copyOf(planes);
        this.files = files;
    }

    /**
     * Makes an example.
     *
     * @param window of {@code plane}; its pixels become the input
     * @return the target
     */
    abstract float[] target(NoisyPlane plane, NoisyPlane.Window window, RandomGenerator random);

    @Override
    public final Plane plane(int index, RandomGenerator random) throws IOException {
        NoisyPlane plane = planes.get(index);
        NoisyPlane.Window window = plane.window(files, random);
        float[] target = target(plane, window, random);
        return new Plane(plane.name(), window.width(), window.height(), window.pixels(), target);
    }

    @Override
    public final int size() {
        return planes.size();
    }

    @Override
    public final long floats() {
        return 2L * NoisyPlane.WINDOW * NoisyPlane.WINDOW * planes.size();
    }

    @Override
    public final boolean fixed() {
        return false;
    }
}

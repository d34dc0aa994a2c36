package org.mulligan.data.unpaired;

import java.io.IOException;
import java.util.List;
import java.util.random.RandomGenerator;
import org.mulligan.data.Plane;
import org.mulligan.data.pairs.PairSource;
import org.mulligan.data.pairs.PlaneCache;
import org.mulligan.image.intensity.Normalisation;

/**
 * Examples of noisy planes some of whose pixels are hidden in the input, and are all that is known
 * of the target: the rest of it is {@link Normalisation#MISSING}.
 */
final class BlindSpots implements PairSource {
    private final List<NoisyPlane> planes;
    private final BlindSpot spot;
    private final PlaneCache files;

    BlindSpots(List<NoisyPlane> planes, BlindSpot spot, PlaneCache files) {
        this.planes = List.copyOf(planes);
        this.spot = spot;
        this.files = files;
    }

    @Override
    public int size() {
        return planes.size();
    }

    @Override
    public long floats() {
        return 2L * NoisyPlane.WINDOW * NoisyPlane.WINDOW * planes.size();
    }

    @Override
    public boolean fixed() {
        return false;
    }

    @Override
    public Plane plane(int index, RandomGenerator random) throws IOException {
        NoisyPlane plane = planes.get(index);
        NoisyPlane.Window window = plane.window(files, random);
        float[] asked = spot.hide(window.pixels(), window.width(), window.height(), random);
        return new Plane(plane.name(), window.width(), window.height(), window.pixels(), asked);
    }
}

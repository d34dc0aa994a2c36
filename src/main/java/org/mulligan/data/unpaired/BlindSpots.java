package org.mulligan.data.unpaired;

import java.util.List;
import java.util.random.RandomGenerator;
import org.mulligan.data.pairs.PlaneCache;
import org.mulligan.image.intensity.Normalisation;

/**
 * Examples of noisy planes some of whose pixels are hidden in the input, and are all that is known
 * of the target: the rest of it is {@link Normalisation#MISSING}.
 */
final class BlindSpots extends WindowedPlanes {
    private final BlindSpot spot;

    BlindSpots(List<NoisyPlane> planes, BlindSpot spot, PlaneCache files) {
        super(planes, files);
        this.spot = spot;
    }

    @Override
    float[] target(NoisyPlane plane, NoisyPlane.Window window, RandomGenerator random) {
        return spot.hide(window.pixels(), window.width(), window.height(), random);
    }
}

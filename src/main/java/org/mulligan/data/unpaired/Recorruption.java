package org.mulligan.data.unpaired;

import java.io.IOException;
import java.util.List;
import java.util.random.RandomGenerator;
import org.mulligan.data.Plane;
import org.mulligan.data.pairs.PairSource;
import org.mulligan.data.pairs.PlaneCache;

/**
 * Examples of an image {@code y} whose noise is known: noise {@code z} of the same variance is
 * drawn anew, the input is {@code y + a z} and the target {@code y - z / a}. The noise of the two
 * is uncorrelated, so that the mean of the target is the clean image, whatever the input. No pixel
 * is hidden, and a network learns as it would from clean images with a little more noise.
 *
 * @see <a href="https://doi.org/10.1109/CVPR46437.2021.00204">Pang et al. 2021</a>
 */
final class Recorruption implements PairSource {
    /** Of the added noise: more makes the input noisier, less the target. */
    static final double STRENGTH = 0.5;

    private final List<NoisyPlane> planes;
    private final PlaneCache files;

    Recorruption(List<NoisyPlane> planes, PlaneCache files) {
        this.planes = List.copyOf(planes);
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
        float[] input = window.pixels();
        float[] target = input.clone();
        float[] variance = plane.variance(input, window.width(), window.height());
        for (int i = 0; i < input.length; i++) {
            double z = Math.sqrt(variance[i]) * random.nextGaussian();
            input[i] += (float) (STRENGTH * z);
            target[i] -= (float) (z / STRENGTH);
        }
        return new Plane(plane.name(), window.width(), window.height(), input, target);
    }
}

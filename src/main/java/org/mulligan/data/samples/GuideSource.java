package org.mulligan.data.samples;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where the images lie that others are drawn from.
 *
 * @param inputs folder or stack of partners of the images that are learnt; empty = none
 * @param labels whether they are label images, of which the objects are seen
 * @param photons peaks of exposures: the images are clean, and exposures of them are learnt, a
 *     style for each peak; empty = none
 * @param readNoise of those, standard deviation in photons
 */
public record GuideSource(
        Optional<Path> inputs, boolean labels, List<Double> photons, double readNoise) {
    /** No image is drawn from another. */
    public static final GuideSource NONE = new GuideSource(Optional.empty(), false, List.of(), 0);

    public GuideSource {
        photons = List.copyOf(photons);
    }

    boolean present() {
        return inputs.isPresent() || !photons.isEmpty();
    }
}

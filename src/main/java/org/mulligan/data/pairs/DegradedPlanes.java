package org.mulligan.data.pairs;

import java.io.IOException;
import java.util.List;
import java.util.random.RandomGenerator;
import org.mulligan.data.Pairing;
import org.mulligan.data.Plane;
import org.mulligan.image.intensity.Normalisation;

/**
 * Clean planes, and exposures that a {@link org.mulligan.data.degradation.Degradation} makes of
 * them.
 */
final class DegradedPlanes implements PairSource {
    /** Percentile of a clean channel that is taken as no photons. */
    private static final double DARK = 0.5;

    /** Percentile that is given the peak photons. */
    private static final double BRIGHT = 99.8;

    /**
     * One clean plane.
     *
     * @param plane its number in the file, from 0
     * @param dark intensity taken as no photons
     * @param bright intensity that is given the peak photons
     */
    record Source(
            Pairing.Entry entry, int plane, int width, int height, double dark, double bright) {}

    private final List<Source> sources;
    private final PlaneCache files;
    private final Exposer exposer;

    DegradedPlanes(List<Source> sources, PlaneCache files, Exposer exposer) {
        this.sources = List.copyOf(sources);
        this.files = files;
        this.exposer = exposer;
    }

    /**
     * The intensities of a clean channel that are taken as no photons and given the peak.
     *
     * @param channel its planes
     */
    static Normalisation darkToBright(List<float[]> channel) {
        return Units.of(channel, DARK, BRIGHT);
    }

    @Override
    public int size() {
        return sources.size();
    }

    @Override
    public long floats() {
        return sources.stream()
                .mapToLong(s -> 2L * exposer.window(s.width) * exposer.window(s.height))
                .sum();
    }

    @Override
    public boolean fixed() {
        return false;
    }

    @Override
    public Plane plane(int index, RandomGenerator random) throws IOException {
        Source source = sources.get(index);
        return exposer.expose(
                source.entry.name(),
                files.plane(source.entry.target(), source.plane),
                source.width,
                source.height,
                new Normalisation(source.dark, source.bright),
                random);
    }
}

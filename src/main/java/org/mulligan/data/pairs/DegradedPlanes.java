package org.mulligan.data.pairs;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.mulligan.data.Pairing;
import org.mulligan.data.Plane;
import org.mulligan.image.intensity.NoiseLaw;
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
     * @param around numbers of the planes that are exposed for it, or together; itself, where that
     *     is all
     * @param dark intensity taken as no photons
     * @param bright intensity that is given the peak photons
     * @param noise of the planes, where the degradation has to know it
     * @param isVolume whether all planes that are exposed are learnt
     */
    record Source(
            Pairing.Entry entry,
            int plane,
            List<Integer> around,
            int width,
            int height,
            double dark,
            double bright,
            Optional<NoiseLaw> noise,
            boolean isVolume) {}

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
                .mapToLong(
                        s -> {
                            int planes = s.around.size();
                            return ((s.isVolume ? planes : 1L) + planes)
                                    * exposer.window(s.width, planes)
                                    * exposer.window(s.height, planes);
                        })
                .sum();
    }

    @Override
    public boolean fixed() {
        return false;
    }

    @Override
    public Plane plane(int index, RandomGenerator random) throws IOException {
        Source source = sources.get(index);
        List<float[]> planes = new ArrayList<>();
        for (int one : source.around) planes.add(files.plane(source.entry.target(), one));
        return exposer.expose(
                source.entry.name(),
                planes,
                source.width,
                source.height,
                new Normalisation(source.dark, source.bright),
                source.noise,
                source.isVolume,
                random);
    }
}

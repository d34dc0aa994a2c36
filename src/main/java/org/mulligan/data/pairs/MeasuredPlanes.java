package org.mulligan.data.pairs;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.mulligan.data.Pairing;
import org.mulligan.data.Plane;
import org.mulligan.image.intensity.AffineFit;
import org.mulligan.image.intensity.Normalisation;

/** Planes that were measured twice, noisy and clean. */
public final class MeasuredPlanes implements PairSource {
    /**
     * One plane of a pair of files.
     *
     * @param plane its number in both files, from 0
     * @param around numbers of the noisy planes that are taken for it, or together; itself, where
     *     that is all
     * @param width of the noisy plane in its file, px
     * @param scale pixels of the clean plane along one of the noisy plane
     * @param fit from clean to noisy intensities
     * @param normalisation of noisy intensities
     * @param part that is learnt from
     * @param isVolume whether all planes that are taken are learnt
     */
    record Source(
            Pairing.Entry entry,
            int plane,
            List<Integer> around,
            int width,
            int scale,
            AffineFit fit,
            Normalisation normalisation,
            Overlap part,
            boolean isVolume) {
        Source mapped(AffineFit fit) {
            return new Source(
                    entry, plane, around, width, scale, fit, normalisation, part, isVolume);
        }

        /** Numbers of the target planes. */
        List<Integer> targets() {
            return isVolume ? around : List.of(plane);
        }
    }

    private final List<Source> sources;
    private final PlaneCache files;

    MeasuredPlanes(List<Source> sources, PlaneCache files) {
        this.sources = List.copyOf(sources);
        this.files = files;
    }

    @Override
    public int size() {
        return sources.size();
    }

    @Override
    public long floats() {
        return sources.stream()
                .mapToLong(
                        s ->
                                ((long) s.around.size() + s.targets().size() * s.scale * s.scale)
                                        * s.part.width()
                                        * s.part.height())
                .sum();
    }

    @Override
    public boolean fixed() {
        return true;
    }

    @Override
    public Plane plane(int index, RandomGenerator random) throws IOException {
        Source source = sources.get(index);
        Normalisation units = source.normalisation;
        Overlap part = source.part;
        List<float[]> noisy = new ArrayList<>();
        for (int one : source.around)
            noisy.add(
                    AffineFit.apply(
                            part.ofMeasured(
                                    files.plane(source.entry.noisy().orElseThrow(), one),
                                    source.width),
                            1 / (units.high() - units.low()),
                            -units.low() / (units.high() - units.low())));
        List<float[]> targets = new ArrayList<>();
        for (int one : source.targets())
            targets.add(
                    AffineFit.apply(
                            part.ofTarget(
                                    files.plane(source.entry.target(), one),
                                    source.scale * source.width,
                                    source.scale),
                            source.fit.gain() / (units.high() - units.low()),
                            (source.fit.offset() - units.low()) / (units.high() - units.low())));
        String name = source.entry.name();
        if (source.isVolume) return Plane.volume(name, part.width(), part.height(), noisy, targets);
        return new Plane(
                name,
                part.width(),
                part.height(),
                noisy.size(),
                Plane.together(noisy),
                targets.get(0));
    }
}

package org.mulligan.data.pairs;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.mulligan.data.ImageFile;
import org.mulligan.image.intensity.NotFinite;
import org.mulligan.image.series.SeriesAxis;

/**
 * Which planes of a file are taken for one, or together.
 *
 * @param distances see {@link PairSettings}
 * @param slab likewise
 */
record StackPlanes(List<Integer> distances, int slab) {
    /** Planes of the thinnest volume that a plan can ask for. */
    private static final int THINNEST = 4;

    /**
     * What is learnt from of one channel.
     *
     * @param plane whose target is learnt; of a volume that in its middle
     * @param taken numbers of planes of the file; that of the plane itself, where it is taken alone
     */
    record Example(int plane, List<Integer> taken) {}

    /**
     * @param frames see {@link #require}
     */
    List<Example> examples(ImageFile file, List<Integer> frames, int channel) {
        if (isVolume()) return slabs(file, frames, channel);
        return frames.stream()
                .map(frame -> frame * file.channels() + channel)
                .map(plane -> new Example(plane, around(file, plane)))
                .toList();
    }

    boolean isVolume() {
        return slab > 1;
    }

    private List<Integer> around(ImageFile file, int plane) {
        if (distances.isEmpty()) return List.of(plane);
        SeriesAxis axis = axis(file);
        return distances.stream().map(d -> axis.mirrored(plane, d)).toList();
    }

    /**
     * Neighbouring planes that are all learnt from: each half a slab after the one before, and the
     * last ones.
     */
    private List<Example> slabs(ImageFile file, List<Integer> frames, int channel) {
        SeriesAxis axis = axis(file);
        List<Example> slabs = new ArrayList<>();
        for (int frame = 0; frame < file.planes().size() / file.channels(); frame++) {
            int start = frame * file.channels() + channel;
            if (axis.place(start) > 0) continue;
            int first = 0;
            for (int place = 0; place <= axis.length(); place++) {
                if (place < axis.length()
                        && frames.contains(axis.plane(start, place) / file.channels())) continue;
                addSlabs(axis, start, first, place, slabs);
                first = place + 1;
            }
        }
        return slabs;
    }

    private void addSlabs(SeriesAxis axis, int start, int first, int end, List<Example> slabs) {
        for (int at = first; at + slab <= end; at = next(at, end)) {
            int from = at;
            slabs.add(
                    new Example(
                            axis.plane(start, at + slab / 2),
                            IntStream.range(0, slab)
                                    .mapToObj(p -> axis.plane(start, from + p))
                                    .toList()));
        }
    }

    private int next(int at, int end) {
        int last = end - slab;
        return at < last ? Math.min(at + slab / 2, last) : end;
    }

    private static SeriesAxis axis(ImageFile file) {
        return SeriesAxis.ofStack(file.planes().size(), file.channels(), file.frames());
    }

    /**
     * @param frames those that are learnt from; the others are taken as neighbours all the same
     * @throws IllegalArgumentException when the file is no stack, or one of the others has pixels
     *     that are not numbers
     */
    void require(ImageFile file, List<Integer> frames) {
        if (isVolume()) requireSlab(file, frames);
        if (distances.isEmpty()) return;
        if (axis(file).length() == 1)
            throw new IllegalArgumentException(
                    "dimensions=2.5d takes the planes above and below each, or of a movie those before and after; %s has one plane. Give stacks, or dimensions=2d"
                            .formatted(file.path()));
        for (int i = 0; i < file.planes().size(); i++)
            if (!frames.contains(i / file.channels()) && !isFinite(file.planes().get(i)))
                throw new IllegalArgumentException(
                        "%s has pixels that are not numbers, and with dimensions=2.5d the planes beside it are made of it, too; %s, or give dimensions=2d"
                                .formatted(
                                        file.nameOf(i).replaceFirst(",$", ""), NotFinite.ADVICE));
    }

    private void requireSlab(ImageFile file, List<Integer> frames) {
        if (!slabs(file, frames, 0).isEmpty()) return;
        int length = axis(file).length();
        throw new IllegalArgumentException(
                "dimensions=3d with planes=%d learns from %d neighbouring planes at a time; %s %s. Give deeper stacks%s, or dimensions=2d"
                        .formatted(
                                slab,
                                slab,
                                file.path(),
                                length < slab
                                        ? length == 1
                                                ? "has one plane"
                                                : "has %d planes".formatted(length)
                                        : "has not so many without one that is left out",
                                length >= THINNEST && length < slab ? ", planes=" + length : ""));
    }

    private static boolean isFinite(float[] values) {
        for (float value : values) if (!Float.isFinite(value)) return false;
        return true;
    }
}

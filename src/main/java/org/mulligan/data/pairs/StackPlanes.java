package org.mulligan.data.pairs;

import java.util.List;
import org.mulligan.data.ImageFile;
import org.mulligan.image.intensity.NotFinite;
import org.mulligan.image.series.SeriesAxis;

/**
 * Which planes of a file are taken for one.
 *
 * @param distances see {@link PairSettings}
 */
record StackPlanes(List<Integer> distances) {
    /** Numbers of planes of the file; that of the plane itself, where it is taken alone. */
    List<Integer> around(ImageFile file, int plane) {
        if (distances.isEmpty()) return List.of(plane);
        SeriesAxis axis = axis(file);
        return distances.stream().map(d -> axis.mirrored(plane, d)).toList();
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

    private static boolean isFinite(float[] values) {
        for (float value : values) if (!Float.isFinite(value)) return false;
        return true;
    }
}

package org.mulligan.image.outlier;

import java.io.IOException;
import java.util.BitSet;
import org.mulligan.image.plane.ForwardingPlanes;
import org.mulligan.image.plane.Pixels;
import org.mulligan.image.plane.PlaneSource;

/**
 * The planes of an image with what its surroundings say in place of {@link Outliers}. A plane
 * without any is the image's own.
 *
 * @param statistics whether what was drawn into a plane counts as missing, as it must where
 *     intensities are measured
 */
public record CleanedPlanes(PlaneSource image, Outliers outliers, boolean statistics)
        implements ForwardingPlanes {
    @Override
    public Pixels read(int plane) throws IOException {
        return outliers.cleaned(plane, image.read(plane));
    }

    @Override
    public BitSet missing(int plane) throws IOException {
        BitSet missing = image.missing(plane);
        if (!statistics || outliers.drawn(plane).isEmpty()) return missing;
        BitSet both = (BitSet) missing.clone();
        both.or(outliers.drawn(plane));
        return both;
    }
}

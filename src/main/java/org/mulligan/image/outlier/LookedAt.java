package org.mulligan.image.outlier;

import java.io.IOException;
import org.mulligan.image.lines.OffsetLines;
import org.mulligan.image.plane.ForwardingPlanes;
import org.mulligan.image.plane.Pixels;
import org.mulligan.image.plane.PlaneSource;

/**
 * The planes of an image without the offsets of their rows and columns, each of which is looked at
 * for {@link Outliers} when it is read.
 */
public record LookedAt(PlaneSource image, OffsetLines lines, Outliers outliers)
        implements ForwardingPlanes {
    @Override
    public Pixels read(int plane) throws IOException {
        Pixels pixels = image.read(plane);
        Pixels level = lines.level(plane, pixels);
        outliers.look(plane, pixels, level);
        return level;
    }
}

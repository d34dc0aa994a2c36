package org.mulligan.image.outlier;

import java.io.IOException;
import org.mulligan.image.plane.ForwardingPlanes;
import org.mulligan.image.plane.Pixels;
import org.mulligan.image.plane.PlaneSource;

/** The planes of an image, each of which is looked at for {@link Outliers} when it is read. */
public record LookedAt(PlaneSource image, Outliers outliers) implements ForwardingPlanes {
    @Override
    public Pixels read(int plane) throws IOException {
        Pixels pixels = image.read(plane);
        outliers.look(plane, pixels);
        return pixels;
    }
}

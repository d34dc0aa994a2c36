package org.mulligan.image.lines;

import java.io.IOException;
import org.mulligan.image.plane.ForwardingPlanes;
import org.mulligan.image.plane.Pixels;
import org.mulligan.image.plane.PlaneSource;

/**
 * The planes of an image without the offsets of their rows and columns; one without any is the
 * image's own.
 */
public record LevelPlanes(PlaneSource image, OffsetLines lines) implements ForwardingPlanes {
    @Override
    public Pixels read(int plane) throws IOException {
        return lines.level(plane, image.read(plane));
    }
}

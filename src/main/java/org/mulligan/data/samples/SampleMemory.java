package org.mulligan.data.samples;

import java.nio.file.Path;
import org.mulligan.image.plane.PixelMemory;

/**
 * How much memory the images may take: they are all held, as every epoch shows each of them.
 *
 * @param bytes that may be held
 */
public record SampleMemory(long bytes) {
    private static final double MB = 1 << 20;

    /** A quarter of what Java may have. */
    static SampleMemory ofJava() {
        return new SampleMemory(PixelMemory.toHold());
    }

    /**
     * @param needed bytes, or an estimate
     * @throws IllegalArgumentException if they are more than there are
     */
    void require(double needed, Path images) {
        if (needed > bytes)
            throw new IllegalArgumentException(
                    "The images of %s take about %.0f MB in memory, and %.0f MB, a quarter of Java's memory, are there for them: give the engine about %.0f MB (Plugins > Mulligan > Mulligan Engine...), or use fewer or smaller images"
                            .formatted(images, needed / MB, bytes / MB, 4.4 * needed / MB));
    }
}

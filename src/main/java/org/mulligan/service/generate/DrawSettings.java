package org.mulligan.service.generate;

import ij.ImagePlus;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Which images are drawn.
 *
 * @param count images
 * @param seed of the first; image i has seed + i
 * @param point a latent file to draw from in place of seeds; count and seed are then ignored, and
 *     there is an image for each class that is named
 * @param from the images that the model draws from; empty for one that draws from chance alone
 */
public record DrawSettings(
        DrawStyle style, int count, long seed, Optional<Path> point, Optional<DrawFrom> from) {
    /** From chance alone. */
    public DrawSettings(DrawStyle style, int count, long seed, Optional<Path> point) {
        this(style, count, seed, point, Optional.empty());
    }

    /**
     * @param other takes the place of the open image that is drawn from
     */
    public DrawSettings withImage(ImagePlus other) {
        DrawFrom now =
                new DrawFrom(Optional.of(other), Optional.empty(), from.orElseThrow().tile());
        return new DrawSettings(style, count, seed, point, Optional.of(now));
    }

    public DrawSettings {
        if (count < 1)
            throw new IllegalArgumentException("count must be 1 image or more, got " + count);
    }
}

package org.mulligan.service.generate;

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

    public DrawSettings {
        if (count < 1)
            throw new IllegalArgumentException("count must be 1 image or more, got " + count);
    }
}

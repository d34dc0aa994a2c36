package org.mulligan.service.generate;

import ij.ImagePlus;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What is drawn from, for a model that draws from images.
 *
 * @param image an open one; empty: {@code path}
 * @param path an image file, or a folder of them
 * @param tile side of a tile, halo included, px; 0 = automatic
 */
public record DrawFrom(Optional<ImagePlus> image, Optional<Path> path, int tile) {
    public DrawFrom {
        if (image.isPresent() == path.isPresent())
            throw new IllegalArgumentException(
                    "Images are drawn from an open image or from a file");
        if (tile < 0)
            throw new IllegalArgumentException(
                    "tile must be 0 (automatic) or a size in px, got " + tile);
    }
}

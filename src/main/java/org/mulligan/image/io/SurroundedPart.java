package org.mulligan.image.io;

import ij.ImagePlus;

/**
 * A part of an image, and what is read around it so that it is restored as in the whole image.
 *
 * @param whole the image
 * @param read of the whole image
 * @param image what is read
 * @param taken of {@code image}
 */
public record SurroundedPart(ImagePlus whole, ImagePart read, ImagePlus image, ImagePart taken) {
    /**
     * @throws IllegalArgumentException when the image has no such part
     */
    public static SurroundedPart of(ImagePlus whole, ImageCut cut, ImagePart.Surroundings needed) {
        ImagePart part = cut.in(whole);
        ImagePart read = part.around(needed);
        return new SurroundedPart(whole, read, read.of(whole), part.within(read));
    }

    /** The part alone. */
    public ImagePlus alone() {
        return taken.of(image);
    }
}

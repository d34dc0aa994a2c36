package org.mulligan.image.mask;

import java.io.IOException;
import java.util.BitSet;
import org.mulligan.image.plane.ForwardingPlanes;
import org.mulligan.image.plane.Pixels;
import org.mulligan.image.plane.PlaneSource;

/** The planes of an image with not-a-number in place of what a mask says is missing. */
public final class MaskedPlanes implements ForwardingPlanes {
    private final PlaneSource image;
    private final PixelMask mask;

    /**
     * @throws IllegalArgumentException when the mask is for an image of another size
     */
    public MaskedPlanes(PlaneSource image, PixelMask mask) {
        if (mask.planes() != image.count()
                || mask.width() != image.width()
                || mask.height() != image.height())
            throw new IllegalArgumentException(
                    "The mask is for %d planes of %d x %d px, the image has %d of %d x %d px"
                            .formatted(
                                    mask.planes(),
                                    mask.width(),
                                    mask.height(),
                                    image.count(),
                                    image.width(),
                                    image.height()));
        this.image = image;
        this.mask = mask;
    }

    @Override
    public PlaneSource image() {
        return image;
    }

    @Override
    public Pixels read(int plane) throws IOException {
        return new MaskedPixels(image.read(plane), missing(plane));
    }

    @Override
    public BitSet missing(int plane) throws IOException {
        return mask.missing(plane);
    }
}

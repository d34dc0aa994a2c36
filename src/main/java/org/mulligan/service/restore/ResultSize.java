package org.mulligan.service.restore;

import org.mulligan.image.io.ImagePart;
import org.mulligan.image.plane.PixelMemory;
import org.mulligan.image.plane.PlaneSource;
import org.mulligan.model.ModelDescription;

/**
 * How large a result is.
 *
 * @param width of a plane, px
 * @param height of a plane, px
 * @param pixels of all planes; a colour counts as one
 * @param depth bits of a pixel; 24 is RGB
 */
record ResultSize(int width, int height, long pixels, int depth) {
    static ResultSize of(PlaneSource planes, ModelDescription model, int depth) {
        int scale = model.scale();
        long pixels = (long) planes.count() * planes.width() * planes.height();
        long results =
                pixels / model.tensorSpec().inputChannels() * model.tensorSpec().outputChannels();
        return new ResultSize(
                scale * planes.width(), scale * planes.height(), scale * scale * results, depth);
    }

    /** That of a part of the image. */
    ResultSize of(ImagePart part, int scale) {
        int partWidth = scale * part.box().width();
        int partHeight = scale * part.box().height();
        long each = pixels / part.whole().planes() / ((long) width * height);
        return new ResultSize(
                partWidth, partHeight, each * part.planes() * partWidth * partHeight, depth);
    }

    /**
     * @throws IllegalArgumentException when the result does not fit into memory
     */
    void requireMemory() {
        long bytes = pixels * (depth == RestoreMode.RGB ? Byte.SIZE : depth) / Byte.SIZE;
        PixelMemory.require(
                bytes,
                1,
                "The result needs %d MB and at most %d MB are free; give an output file, which is written plane by plane"
                        ::formatted);
    }
}

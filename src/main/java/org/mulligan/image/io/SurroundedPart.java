package org.mulligan.image.io;

import ij.ImagePlus;
import java.util.List;
import java.util.stream.IntStream;
import org.mulligan.image.plane.CutPlanes;
import org.mulligan.image.plane.PlaneSource;

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

    /**
     * What is read, of the planes of the whole image.
     *
     * @param planes of a channel each, or of a colour of it each
     */
    public PlaneSource of(PlaneSource planes) {
        if (read.isWhole()) return planes;
        int each = planes.count() / whole.getStackSize();
        List<Integer> channels =
                each == 1 ? read.channels() : IntStream.range(0, each).boxed().toList();
        return new CutPlanes(
                planes,
                read.places().stream()
                        .flatMap(place -> IntStream.range(each * place, each * (place + 1)).boxed())
                        .toList(),
                channels,
                read.box().x(),
                read.box().y(),
                read.box().width(),
                read.box().height());
    }

    /** The part alone. */
    public ImagePlus alone() {
        return taken.of(image);
    }
}

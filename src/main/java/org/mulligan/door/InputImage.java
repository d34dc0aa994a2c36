package org.mulligan.door;

import ij.ImagePlus;
import java.util.function.Supplier;

/**
 * An image that a command works on, whatever it was given as: ImageJ's, ImgLib2's, a Dataset. It is
 * a type of our own, so that what is converted for our commands is converted for nobody else's.
 */
public final class InputImage {
    private final Supplier<ImagePlus> image;

    private InputImage(Supplier<ImagePlus> image) {
        this.image = image;
    }

    public static InputImage of(ImagePlus image) {
        return new InputImage(() -> image);
    }

    /**
     * @param image throws an {@link IllegalArgumentException} where there is none, with the reason
     */
    static InputImage of(Supplier<ImagePlus> image) {
        return new InputImage(image);
    }

    /**
     * As ImageJ has it.
     *
     * @throws IllegalArgumentException when what was given is no image that ImageJ could have; the
     *     text says why
     */
    public ImagePlus imagePlus() {
        return image.get();
    }

    /**
     * The image, which a command needs.
     *
     * @param given null where none was
     * @param use for the message, e.g. {@code work on}
     * @throws IllegalArgumentException when there is none, or it has no pixels
     */
    public static ImagePlus required(InputImage given, String use) {
        ImagePlus image = given == null ? null : given.imagePlus();
        if (image == null || image.getProcessor() == null)
            throw new IllegalArgumentException(
                    "There is no image to %s; open one first".formatted(use));
        return image;
    }
}

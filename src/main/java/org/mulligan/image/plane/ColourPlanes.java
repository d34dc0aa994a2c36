package org.mulligan.image.plane;

import ij.ImagePlus;
import ij.ImageStack;
import java.io.IOException;

/** The planes of an RGB image: of each slice the red, the green and the blue one, 8-bit. */
public final class ColourPlanes implements PlaneSource {
    /** Planes of a slice. */
    public static final int COLOURS = 3;

    private final ImageStack stack;

    /**
     * @throws IllegalArgumentException when the image is not RGB
     */
    public ColourPlanes(ImagePlus image) {
        if (image.getBitDepth() != 24)
            throw new IllegalArgumentException("\"%s\" is not RGB".formatted(image.getTitle()));
        stack = image.getStack();
    }

    @Override
    public int count() {
        return Math.multiplyExact(COLOURS, stack.getSize());
    }

    @Override
    public int width() {
        return stack.getWidth();
    }

    @Override
    public int height() {
        return stack.getHeight();
    }

    @Override
    public int bitDepth() {
        return 8;
    }

    @Override
    public int channels() {
        return COLOURS;
    }

    @Override
    public int channel(int plane) {
        return plane % COLOURS;
    }

    @Override
    public Pixels read(int plane) throws IOException {
        if (!(stack.getPixels(plane / COLOURS + 1) instanceof int[] pixels)
                || pixels.length != width() * height())
            throw new IOException(
                    "Slice %d cannot be read as RGB; is its file still there and whole?"
                            .formatted(plane / COLOURS + 1));
        return new ColourPixels(pixels, width(), height(), channel(plane));
    }
}

package org.mulligan.image.plane;

import ij.ImagePlus;
import ij.ImageStack;
import ij.VirtualStack;
import ij.plugin.FileInfoVirtualStack;
import ij.process.ImageProcessor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The planes of an open image in the order of its stack, in raw units: the calibration function of
 * a signed 16-bit image is not applied. An image in memory is not copied; of a virtual one, one
 * plane is in memory at a time, and of one with large planes ({@link PlanesByPart}) parts of them.
 */
public final class ImagePlusPlanes implements PlaneSource {
    private final ImagePlus image;
    private final ImageStack stack;
    private final PartPixels.Kept kept = new PartPixels.Kept();

    /**
     * @throws IllegalArgumentException for RGB, a palette ({@link Palette}) or an image without
     *     pixels
     */
    public ImagePlusPlanes(ImagePlus image) {
        if (image.getWidth() < 1 || image.getHeight() < 1 || image.getStackSize() < 1)
            throw new IllegalArgumentException(
                    "\"%s\" has no pixels; open an image first".formatted(image.getTitle()));
        if (image.getBitDepth() == 24)
            throw new IllegalArgumentException(
                    "\"%s\" is RGB; a network needs intensities. Use Image > Type > 8-bit, or split channels (Image > Color > Split Channels)"
                            .formatted(image.getTitle()));
        Palette.refuse(image);
        this.image = image;
        this.stack = image.getStack();
    }

    @Override
    public int count() {
        return stack.getSize();
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
        return image.getBitDepth();
    }

    @Override
    public int channels() {
        return image.getNChannels();
    }

    @Override
    public int channel(int plane) {
        return plane % channels();
    }

    @Override
    public int[] piece() {
        return stack instanceof PlanesByPart parts && parts.areLarge()
                ? PartPixels.sides(parts.piece(), width(), height())
                : new int[] {width(), height()};
    }

    @Override
    public Pixels read(int plane) throws IOException {
        if (stack instanceof PlanesByPart parts && parts.areLarge())
            return new PartPixels(
                    parts, image.getTitle(), plane, width(), height(), bitDepth(), kept);
        requireThere(stack, plane);
        ImageProcessor pixels;
        try {
            pixels = stack.getProcessor(plane + 1);
        } catch (UncheckedIOException e) {
            throw new IOException(e.getMessage(), e.getCause());
        }
        if (pixels == null
                || pixels.getWidth() != width()
                || pixels.getHeight() != height()
                || pixels.getBitDepth() != bitDepth())
            throw new IOException(
                    "Plane %d of \"%s\" cannot be read as %d x %d px of %d bit; is its file still there and whole?"
                            .formatted(plane + 1, image.getTitle(), width(), height(), bitDepth()));
        return Pixels.of(pixels);
    }

    /**
     * @param plane from 0
     * @throws IOException when it is one of ImageJ's virtual stacks, and the plane's file has gone
     */
    static void requireThere(ImageStack stack, int plane) throws IOException {
        if (stack instanceof VirtualStack virtual && readsFiles(virtual))
            requireFile(virtual, plane);
    }

    /** Other plugins' virtual stacks have names of their own kind, or none and then throw. */
    private static boolean readsFiles(VirtualStack stack) {
        return stack instanceof FileInfoVirtualStack || stack.getClass() == VirtualStack.class;
    }

    /** ImageJ gives a black plane, or one with a text drawn on it, where a file has gone. */
    private static void requireFile(VirtualStack stack, int plane) throws IOException {
        String folder = stack.getDirectory();
        String name = stack.getFileName(plane + 1);
        if (folder == null || name == null) return;
        Path file = Path.of(folder, name);
        if (Files.exists(Path.of(folder)) && !Files.isReadable(file))
            throw new IOException(
                    "Plane %d cannot be read: %s is missing or not readable"
                            .formatted(plane + 1, file));
    }
}

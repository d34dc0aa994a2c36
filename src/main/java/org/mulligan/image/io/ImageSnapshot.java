package org.mulligan.image.io;

import ij.ImagePlus;
import ij.ImageStack;
import java.lang.reflect.Array;
import java.util.function.Consumer;
import org.mulligan.image.plane.PixelMemory;

/**
 * An open image as it was when work on it began. Whoever has it open may look at it, change it,
 * rename it or close it meanwhile, and the work does not notice: a result is never a mixture of
 * before and after.
 *
 * <p>Pixels in memory are copied. Where they are too many for that they are shared, and the image
 * is locked until the end: ImageJ's commands then refuse to change it. A virtual stack is read from
 * where it lies, as changes of it are not kept anyway.
 */
public final class ImageSnapshot implements AutoCloseable {
    /** The result, which may be larger and deeper, needs memory too. */
    private static final int SHARE_OF_FREE = 8;

    private final ImagePlus open;
    private final ImagePlus image;
    private final boolean locked;

    private ImageSnapshot(ImagePlus open, ImagePlus image, boolean locked) {
        this.open = open;
        this.image = image;
        this.locked = locked;
    }

    /**
     * @param open with or without a window, and any number of planes; one without pixels is given
     *     back as it is
     * @param log is told when the image stays locked
     * @throws IllegalArgumentException when another command is changing the image
     */
    public static ImageSnapshot of(ImagePlus open, Consumer<String> log) {
        return of(open, PixelMemory.free() / SHARE_OF_FREE, log);
    }

    /**
     * @param most bytes that are copied
     */
    static ImageSnapshot of(ImagePlus open, long most, Consumer<String> log) {
        if (open.getProcessor() == null) return new ImageSnapshot(open, open, false);
        if (!open.lockSilently())
            throw new IllegalArgumentException(
                    "\"%s\" is locked, as another command is working on it; wait for its end and run this one again. If there is none, unlock it with Plugins > Utilities > Reset..."
                            .formatted(open.getTitle()));
        boolean stays = false;
        try {
            ImageStack stack = open.getStack();
            boolean copied = open.getSizeInBytes() <= most;
            ImagePlus image = like(open, stack.isVirtual() ? stack : planes(stack, copied));
            stays = !copied && !stack.isVirtual();
            if (stays)
                log.accept(
                        "\"%s\" is too large for a second copy of it in memory: it stays locked until the end, so do not change it"
                                .formatted(open.getTitle()));
            return new ImageSnapshot(open, image, stays);
        } finally {
            if (!stays) open.unlock();
        }
    }

    /** A stack of its own: ImageJ takes the planes out of that of an image that is closed. */
    private static ImageStack planes(ImageStack stack, boolean copied) {
        ImageStack planes = new ImageStack(stack.getWidth(), stack.getHeight());
        for (int i = 1; i <= stack.getSize(); i++) {
            Object pixels = stack.getPixels(i);
            planes.addSlice(null, copied ? copy(pixels) : pixels);
        }
        planes.setColorModel(stack.getColorModel());
        return planes;
    }

    private static Object copy(Object pixels) {
        int length = Array.getLength(pixels);
        Object copy = Array.newInstance(pixels.getClass().getComponentType(), length);
        System.arraycopy(pixels, 0, copy, 0, length);
        return copy;
    }

    private static ImagePlus like(ImagePlus open, ImageStack stack) {
        ImagePlus image = ImageLike.of(open, open.getTitle(), stack);
        image.setFileInfo(open.getOriginalFileInfo());
        // Of a single plane ImageJ forgets it when colours are set.
        if (image.getStackSize() == 1 && !stack.isVirtual())
            image.getStack().setSliceLabel(open.getStack().getSliceLabel(1), 1);
        return image;
    }

    /** The image as it was; not to be shown or changed. */
    public ImagePlus image() {
        return image;
    }

    /** Unlocks the image, if it was locked. */
    @Override
    public void close() {
        if (locked) open.unlock();
    }
}

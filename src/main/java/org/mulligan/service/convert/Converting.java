package org.mulligan.service.convert;

import ij.ImagePlus;
import ij.process.ImageProcessor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;
import org.mulligan.engine.Progress;
import org.mulligan.image.io.ImageCut;
import org.mulligan.image.io.ImageFiles;
import org.mulligan.image.io.ImagePart;
import org.mulligan.image.io.ImageResult;
import org.mulligan.image.io.TiffFile;
import org.mulligan.image.plane.ColourPixels;
import org.mulligan.image.plane.Damage;
import org.mulligan.image.plane.ForwardingPixels;
import org.mulligan.image.plane.ImagePlusPlanes;
import org.mulligan.image.plane.Palette;
import org.mulligan.image.plane.Pixels;
import org.mulligan.image.plane.PlanesByPart;
import org.mulligan.image.zarr.ZarrFormat;

/**
 * Writes an image as OME-Zarr or as TIFF, plane by plane, and planes larger than the memory part by
 * part; its pixels stay as they are.
 */
public final class Converting {
    private static final int RGB = 24;

    private final ImagePlus image;
    private final Progress progress;
    private final boolean indexed;

    /**
     * @param image not modified
     */
    public Converting(ImagePlus image, Progress progress) {
        this.image = image;
        this.progress = progress;
        indexed = Palette.isIndexed(image);
    }

    /**
     * A part of an image, whose Info says so; of the whole the image itself.
     *
     * @param image of our own
     * @throws IllegalArgumentException when the image has no such part
     */
    public static ImagePlus part(ImagePlus image, ImageCut cut, Progress progress) {
        if (cut.isWhole()) return image;
        ImagePart part = cut.in(image);
        part.notes().forEach(progress::warn);
        ImagePlus cutOut = part.of(image);
        Damage.of(image).ifPresent(damage -> damage.mark(cutOut));
        String info = image.getInfoProperty();
        cutOut.setProperty(
                "Info",
                "%s[Mulligan]\nPart of: %s\n"
                        .formatted(
                                info == null || info.isEmpty() ? "" : info.stripTrailing() + "\n",
                                cut.named(image.getTitle())));
        return cutOut;
    }

    /**
     * Writes it.
     *
     * @param target ends in .tif or .zarr and does not exist
     * @param format of an OME-Zarr
     * @throws IllegalArgumentException when the name ends otherwise
     * @throws IOException when a plane cannot be read, or the target cannot be written
     * @throws CancellationException when {@code progress} cancels
     */
    public void to(Path target, ZarrFormat format) throws IOException {
        ImageResult.requireKnown(target);
        TiffFile.requireFree(target);
        ImageFiles.notes(image).forEach(progress::warn);
        boolean zarr = ImageResult.isZarr(target);
        Optional<Damage> damage = Damage.of(image);
        if (damage.isPresent()) note(damage.get());
        ImagePlus blank = TiffFile.blank(image, zarr && indexed ? RGB : image.getBitDepth());
        ImageResult.warnings(blank, target).forEach(progress::warn);
        inWords(
                () ->
                        ImageResult.write(
                                blank,
                                plane -> plane(plane, zarr),
                                new TiffFile.LateText("(never there)", () -> ""),
                                format,
                                target));
    }

    /** Info comes first in a file, so all is read before. */
    private void note(Damage damage) throws IOException {
        float[] row = new float[image.getWidth()];
        for (int plane = 0; plane < image.getStackSize(); plane++) {
            Pixels pixels = plane(plane, false);
            for (int y = 0; y < pixels.height() && !pixels.isArray(); y++)
                pixels.get(0, y, row.length, row);
        }
        List<String> notes = damage.notes();
        if (notes.isEmpty()) return;
        notes.forEach(progress::warn);
        String info = image.getInfoProperty();
        image.setProperty(
                "Info",
                "%s[Mulligan]\n%s\n"
                        .formatted(
                                info == null || info.isEmpty() ? "" : info.stripTrailing() + "\n",
                                String.join("\n", notes)));
    }

    private interface Writing {
        void run() throws IOException;
    }

    /** A part of a plane that cannot be read. */
    private static void inWords(Writing writing) throws IOException {
        try {
            writing.run();
        } catch (UncheckedIOException e) {
            throw new IOException(e.getCause().getMessage(), e);
        }
    }

    private Pixels plane(int plane, boolean zarr) throws IOException {
        if (progress.cancelled()) throw new CancellationException("Cancelled");
        progress.update("Converting", (double) plane / image.getStackSize(), -1);
        if (PlanesByPart.isWithoutPixels(image))
            return new WatchedPixels(
                    new ImagePlusPlanes(image).read(plane),
                    row ->
                            progress.update(
                                    "Converting",
                                    (plane + (double) row / image.getHeight())
                                            / image.getStackSize(),
                                    -1),
                    progress::cancelled);
        ImageProcessor pixels;
        try {
            pixels = image.getStack().getProcessor(plane + 1);
        } catch (UncheckedIOException e) {
            throw new IOException(e.getMessage(), e.getCause());
        }
        if (zarr && indexed) pixels = pixels.convertToRGB();
        return pixels.getPixels() instanceof int[] colours
                ? new ColourPixels(colours, pixels.getWidth(), pixels.getHeight(), 0)
                : Pixels.of(pixels);
    }

    /** A large plane that takes long to read. */
    private record WatchedPixels(Pixels pixels, IntConsumer row, BooleanSupplier cancelled)
            implements ForwardingPixels {
        /** From one word of progress to the next. */
        private static final int ROWS = 64;

        @Override
        public void get(int x, int y, int count, float[] into) {
            if (cancelled.getAsBoolean()) throw new CancellationException("Cancelled");
            if (y % ROWS == 0) row.accept(y);
            pixels.get(x, y, count, into);
        }
    }
}

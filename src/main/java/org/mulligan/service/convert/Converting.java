package org.mulligan.service.convert;

import ij.ImagePlus;
import ij.process.ImageProcessor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import org.mulligan.engine.Progress;
import org.mulligan.image.io.ImageCut;
import org.mulligan.image.io.ImageFiles;
import org.mulligan.image.io.ImagePart;
import org.mulligan.image.io.ImageResult;
import org.mulligan.image.io.TiffFile;
import org.mulligan.image.plane.ColourPixels;
import org.mulligan.image.plane.Palette;
import org.mulligan.image.plane.Pixels;
import org.mulligan.image.zarr.ZarrFormat;

/**
 * Writes an image as OME-Zarr or as TIFF of ImageJ, plane by plane; its pixels stay as they are.
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
        ImagePlus blank = TiffFile.blank(image, zarr && indexed ? RGB : image.getBitDepth());
        ImageResult.warnings(blank, target).forEach(progress::warn);
        ImageResult.write(
                blank,
                plane -> plane(plane, zarr),
                new TiffFile.LateText("(never there)", () -> ""),
                format,
                target);
    }

    private Pixels plane(int plane, boolean zarr) throws IOException {
        if (progress.cancelled()) throw new CancellationException("Cancelled");
        progress.update("Converting", (double) plane / image.getStackSize(), -1);
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
}

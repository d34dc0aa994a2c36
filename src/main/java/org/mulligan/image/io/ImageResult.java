package org.mulligan.image.io;

import ij.ImagePlus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.Locale;
import org.mulligan.image.zarr.ZarrFormat;
import org.mulligan.image.zarr.ZarrImage;
import org.mulligan.image.zarr.ZarrWriter;

/**
 * Writes an image as its name says: a TIFF of ImageJ, or an OME-Zarr. It appears under its name
 * only when it is whole.
 */
public final class ImageResult {
    private ImageResult() {}

    /** Whether a name is that of an OME-Zarr. */
    public static boolean isZarr(Path target) {
        return ZarrImage.isNamed(target.getFileName().toString());
    }

    /**
     * @throws IllegalArgumentException when a name says neither
     */
    public static Path requireKnown(Path target) {
        String name = target.getFileName().toString().toLowerCase(Locale.ROOT);
        if (!name.endsWith(".tif") && !name.endsWith(".tiff") && !isZarr(target))
            throw new IllegalArgumentException(
                    "The output is written as TIFF or as OME-Zarr, so its name must end in .tif or .ome.zarr, got "
                            + target);
        return target;
    }

    /** As {@link #write(ImagePlus, TiffFile.Planes, TiffFile.LateText, ZarrFormat, Path)}. */
    public static void write(
            ImagePlus blank, TiffFile.Planes planes, TiffFile.LateText late, Path target)
            throws IOException {
        write(blank, planes, late, ZarrFormat.USUAL, target);
    }

    /**
     * Writes plane by plane.
     *
     * @param blank from {@link TiffFile#blank}; its Info may have been changed
     * @param late as {@link TiffFile#write} has it
     * @param format of an OME-Zarr
     * @throws IOException also when the disk is full or too small, which is said before the first
     *     plane is asked for; whatever is thrown, nothing is left
     */
    public static void write(
            ImagePlus blank,
            TiffFile.Planes planes,
            TiffFile.LateText late,
            ZarrFormat format,
            Path target)
            throws IOException {
        if (!isZarr(target)) {
            TiffFile.write(blank, planes, late, target);
            return;
        }
        TiffFile.requireFree(target);
        TiffFile.requireSpace(target, ZarrWriter.bytes(blank));
        try {
            ZarrWriter.write(
                    blank,
                    plane -> {
                        try {
                            return planes.compute(plane);
                        } catch (IOException e) {
                            // What fails here is not the writing, and travels on as it is.
                            throw new UncheckedIOException(e);
                        }
                    },
                    () -> info(blank, late),
                    format,
                    target);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (IOException e) {
            throw new IOException("%s cannot be written: %s".formatted(target, e.getMessage()), e);
        }
    }

    private static String info(ImagePlus blank, TiffFile.LateText late) {
        String text = late.text().get();
        String info = blank.getInfoProperty();
        return info == null ? "" : info.replace(late.placeholder(), text);
    }
}

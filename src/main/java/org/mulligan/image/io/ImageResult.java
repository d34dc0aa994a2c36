package org.mulligan.image.io;

import ij.ImagePlus;
import ij.measure.Calibration;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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

    /**
     * What the user should know of what {@link #write} makes: what is left out, and who cannot read
     * it.
     */
    public static List<String> warnings(ImagePlus blank, Path target) {
        if (!isZarr(target)) return TiffFile.warning(blank, target).stream().toList();
        String name = target.getFileName().toString();
        List<String> warnings = new ArrayList<>();
        Calibration calibration = blank.getLocalCalibration();
        if (calibration.calibrated() && !calibration.isSigned16Bit())
            warnings.add(
                    "%s: OME-Zarr has no place for its calibration function; the values of its file are written"
                            .formatted(name));
        if (blank.getOverlay() != null || blank.getRoi() != null)
            warnings.add(
                    "%s: OME-Zarr has no place for its selection and its overlay, which are left out"
                            .formatted(name));
        return warnings;
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
        requireSpace(target, bytes(blank, target));
        TiffFile.inWords(
                target,
                () ->
                        ZarrWriter.write(
                                blank,
                                plane -> TiffFile.compute(planes, plane),
                                () -> info(blank, late),
                                format,
                                target));
    }

    /** Bytes that {@link #write} needs at most, but for a few. */
    public static double bytes(ImagePlus blank, Path target) {
        return isZarr(target) ? ZarrWriter.bytes(blank) : TiffFile.bytes(blank);
    }

    /** Bytes that are free where a file is written; 0 where that is not known. */
    public static long free(Path target) throws IOException {
        return TiffFile.free(target);
    }

    /**
     * @throws IOException when fewer are free
     */
    public static void requireSpace(Path target, double bytes) throws IOException {
        TiffFile.requireSpace(target, bytes);
    }

    private static String info(ImagePlus blank, TiffFile.LateText late) {
        String text = late.text().get();
        String info = blank.getInfoProperty();
        return info == null ? "" : info.replace(late.placeholder(), text);
    }
}

package org.mulligan.image.plane;

import ij.ImagePlus;
import ij.io.FileInfo;
import ij.process.LUT;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Tells an indexed-colour image, whose pixels are numbers of colours, from intensities that are
 * shown through a colour table. Both are 8-bit with a colour table, in ImageJ and in most files.
 *
 * <p>An image is refused when two things come together. Its file has a palette of its own (GIF,
 * BMP, PNG of colour type 3, TIFF of photometric 3, DICOM palette) and is no TIFF of ImageJ, which
 * stores a user's colour table the same way. And its colours make no scale: where they do, as in
 * fire, ice or any grey, neighbouring numbers are neighbouring colours, so means of numbers mean
 * something. A table that a user set on intensities goes on to work, whatever its colours.
 */
public final class Palette {
    /** Fire turns 2 times, spectrum 3, sixteen colours at most 16; adaptive palettes over 100. */
    private static final int TURNS_OF_A_SCALE = 24;

    /** Sum over red, green and blue between neighbours; fire has 5, spectrum 6. */
    private static final double STEP_OF_A_SCALE = 30;

    /** Smaller changes are rounding. */
    private static final int TURN = 3;

    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G'};
    private static final int PNG_COLOUR_TYPE = 25;
    private static final int PNG_INDEXED = 3;

    private Palette() {}

    /**
     * @throws IllegalArgumentException when the pixels are numbers of colours; says the way out
     */
    public static void refuse(ImagePlus image) {
        if (isIndexed(image))
            throw new IllegalArgumentException(
                    "\"%s\" has a palette: its pixels are numbers of colours, and a network needs intensities. Use Image > Type > RGB Color and then 8-bit, or split channels (Image > Color > Split Channels); if they are intensities after all, Image > Lookup Tables > Grays and save it as TIFF"
                            .formatted(image.getTitle()));
    }

    /** Whether the pixels are numbers of colours. */
    public static boolean isIndexed(ImagePlus image) {
        if (image.getBitDepth() != 8 || image.isComposite()) return false;
        FileInfo file = image.getOriginalFileInfo();
        return file != null && hasPalette(file) && !isScale(image);
    }

    private static boolean hasPalette(FileInfo file) {
        if (file.description != null && file.description.startsWith("ImageJ=")) return false;
        return switch (file.fileFormat) {
            case FileInfo.GIF_OR_JPG -> !isJpeg(file);
            case FileInfo.BMP -> true;
            case FileInfo.IMAGEIO -> isIndexedPng(file);
            default -> file.fileType == FileInfo.COLOR8;
        };
    }

    /** Which has no palette. */
    private static boolean isJpeg(FileInfo file) {
        String name = file.fileName == null ? "" : file.fileName.toLowerCase(Locale.ROOT);
        return name.endsWith(".jpg") || name.endsWith(".jpeg");
    }

    /** A user may have given colours to a grey PNG. */
    private static boolean isIndexedPng(FileInfo file) {
        if (file.directory == null || file.fileName == null) return true;
        try (InputStream in = Files.newInputStream(Path.of(file.directory, file.fileName))) {
            byte[] header = in.readNBytes(PNG_COLOUR_TYPE + 1);
            for (int i = 0; i < PNG.length; i++)
                if (header.length <= PNG_COLOUR_TYPE || header[i] != PNG[i]) return true;
            return header[PNG_COLOUR_TYPE] == PNG_INDEXED;
        } catch (IOException e) {
            return true;
        }
    }

    /**
     * Of the colours between the lowest and the highest pixel of the first plane; of a large one of
     * all.
     */
    private static boolean isScale(ImagePlus image) {
        LUT lut = image.getProcessor().getLut();
        boolean whole = !PlanesByPart.isWithoutPixels(image);
        int[] counts = whole ? image.getStack().getProcessor(1).getHistogram() : new int[256];
        int low = 0;
        int high = counts.length - 1;
        while (whole && low < high && counts[low] == 0) low++;
        while (whole && high > low && counts[high] == 0) high--;
        if (low == high) return true;
        int turns = 0;
        double steps = 0;
        boolean grey = true;
        int[] before = new int[3];
        for (int i = low + 1; i <= high; i++) {
            int[] change = {
                lut.getRed(i) - lut.getRed(i - 1),
                lut.getGreen(i) - lut.getGreen(i - 1),
                lut.getBlue(i) - lut.getBlue(i - 1)
            };
            grey &= change[0] == change[1] && change[1] == change[2];
            for (int c = 0; c < change.length; c++) {
                steps += Math.abs(change[c]);
                if (Math.abs(change[c]) >= TURN && change[c] * before[c] < 0) turns++;
                if (change[c] != 0) before[c] = change[c];
            }
        }
        if (grey && turns == 0) return true; // However steep: a display range, or a mask.
        return turns <= TURNS_OF_A_SCALE && steps / (high - low) <= STEP_OF_A_SCALE;
    }
}

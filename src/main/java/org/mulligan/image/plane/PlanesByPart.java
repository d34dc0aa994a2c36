package org.mulligan.image.plane;

import ij.ImagePlus;
import ij.process.ByteProcessor;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import ij.process.LUT;
import ij.process.ShortProcessor;
import java.io.IOException;

/** Planes on disk that are read by rectangle, and so may be larger than the memory. */
public interface PlanesByPart {
    /** Side of what a display range is taken from, px. */
    int MIDDLE = 256;

    /**
     * Reads a rectangle of a plane, row by row. Several threads may read at once.
     *
     * @param plane from 0
     * @param left and {@code top} its corner, px; all of it lies within the plane
     * @return {@code byte[]}, {@code short[]} or {@code float[]}
     * @throws IOException when it cannot be read; the text says where it lies
     */
    Object read(int plane, int left, int top, int width, int height) throws IOException;

    /** Columns and rows of the pieces that planes are stored in, px. */
    int[] piece();

    /**
     * Whether planes are too large to be read whole. ImageJ's planes then have no pixels ({@link
     * #withoutPixels}), and only {@link #read} has them.
     */
    boolean areLarge();

    /**
     * What stands for a plane where ImageJ wants one, but nobody the pixels.
     *
     * @param plane from 0
     * @param bitDepth 8, 16 or 32
     * @return without pixels; its display range is that of the plane's middle
     */
    default ImageProcessor withoutPixels(int plane, int bitDepth, int width, int height)
            throws IOException {
        ImageProcessor empty = withoutPixels(bitDepth, width, height);
        if (bitDepth == Byte.SIZE) return empty;
        int wide = Math.min(MIDDLE, width);
        int high = Math.min(MIDDLE, height);
        Object middle = read(plane, (width - wide) / 2, (height - high) / 2, wide, high);
        ImageProcessor seen = Pixels.processor(middle, wide, high);
        empty.setMinAndMax(seen.getMin(), seen.getMax());
        return empty;
    }

    /** The same with a display range of 0 to 1, or 255 for 8 bits. */
    static ImageProcessor withoutPixels(int bitDepth, int width, int height) {
        if (bitDepth == Byte.SIZE) return new ByteProcessor(width, height, (byte[]) null, null);
        ImageProcessor empty =
                bitDepth == Short.SIZE
                        ? new ShortProcessor(width, height, (short[]) null, null)
                        : new FloatProcessor(width, height, (float[]) null, null);
        // Else it would be looked for in the pixels.
        empty.setMinAndMax(0, 1);
        return empty;
    }

    /** Whether an image stands for planes that are not in memory. */
    static boolean isWithoutPixels(ImagePlus image) {
        return image.getProcessor() != null && image.getProcessor().getPixels() == null;
    }

    /** Gives an image of one channel its colours; ImageJ's own way wants pixels. */
    static void setLut(ImagePlus image, LUT lut) {
        if (isWithoutPixels(image)) image.getProcessor().setLut(lut);
        else image.setLut(lut);
    }
}

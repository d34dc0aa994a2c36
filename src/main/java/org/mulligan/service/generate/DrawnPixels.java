package org.mulligan.service.generate;

import java.util.Arrays;
import org.mulligan.image.plane.ColourPixels;
import org.mulligan.image.plane.Pixels;
import org.mulligan.model.Synthesis;

/** Turns what a generator draws into pixels in the units of its training images. */
public final class DrawnPixels {
    /** Bits of an RGB pixel. */
    private static final int COLOUR = 24;

    private final Synthesis synthesis;
    private final int depth;
    private long clipped;

    /** Three channels are RGB where their intensities are those of 8 bits, else planes. */
    DrawnPixels(Synthesis synthesis, DrawStyle.Depth wanted) {
        this.synthesis = synthesis;
        int bits = wanted == DrawStyle.Depth.FLOAT ? 32 : usual(synthesis);
        depth = synthesis.channels() == 3 && bits == 8 ? COLOUR : bits;
    }

    /** That of the images it has learnt from, as far as their range tells. */
    private static int usual(Synthesis synthesis) {
        double span = synthesis.high() - synthesis.low();
        if (synthesis.low() < 0) return 32;
        if (synthesis.high() <= 0xff && span >= 64) return 8;
        return synthesis.high() <= 0xffff && span >= 256 ? 16 : 32;
    }

    /** 8, 16 or 32; 24 for RGB. */
    int depth() {
        return depth;
    }

    /** Planes of an image: a channel each, and one of RGB. */
    int planes() {
        return depth == COLOUR ? 1 : synthesis.channels();
    }

    /** Values beyond the range of the integers so far. */
    long clipped() {
        return clipped;
    }

    /**
     * One plane of an image.
     *
     * @param image height, width, channels; -1 to 1
     * @param plane from 0 to {@link #planes()} - 1
     * @return new pixels, rounded to the nearest and clipped where they are integers
     */
    Pixels of(float[] image, int plane) {
        int size = synthesis.size();
        if (depth != COLOUR) return of(image, size, size, plane);
        int[] array = new int[size * size];
        Arrays.fill(array, 0xff000000); // opaque, as ImageJ has it
        for (int c = 0; c < 3; c++) fill(new ColourPixels(array, size, size, c), image, c);
        return new ColourPixels(array, size, size, 0);
    }

    /**
     * One image of one channel.
     *
     * @param image -1 to 1, row by row
     * @return as {@link #of(float[], int)}
     */
    Pixels of(float[] image, int width, int height) {
        return of(image, width, height, 0);
    }

    private Pixels of(float[] image, int width, int height, int plane) {
        Pixels pixels = Pixels.blank(depth, width, height);
        fill(pixels, image, plane);
        return pixels;
    }

    private void fill(Pixels pixels, float[] image, int channel) {
        int width = pixels.width();
        float[] line = new float[width];
        for (int y = 0; y < pixels.height(); y++) {
            for (int x = 0; x < width; x++)
                line[x] =
                        intensity(
                                synthesis, image[(y * width + x) * synthesis.channels() + channel]);
            clipped += pixels.set(0, y, width, line);
        }
    }

    /** From -1 ... 1 to the units of the training images. */
    public static float intensity(Synthesis synthesis, float value) {
        double middle = (synthesis.high() + synthesis.low()) / 2;
        return (float) (middle + value * (synthesis.high() - synthesis.low()) / 2);
    }
}

package org.mulligan.service.compare;

import java.io.IOException;
import java.util.BitSet;
import org.mulligan.image.plane.Pixels;
import org.mulligan.image.plane.PlaneSource;
import org.mulligan.metric.risk.Blocks;

/**
 * What of a plane is judged: all of it, or of a large one up to 16 regions of {@value #REGION} px
 * that are spread over it and lie side by side here, so that time and memory stay the same however
 * large it is. Every candidate is given just these pixels. Pixels near a seam do not count.
 *
 * @param values row by row
 * @param leftOut pixels that do not count, bit y * width + x
 * @param inner side of the largest square without a seam, px
 * @param margin of the first such square, px
 * @param pitch from one such square to the next, px
 */
record JudgedPlane(
        float[] values, int width, int height, BitSet leftOut, int inner, int margin, int pitch) {
    private static final int REGION = 288;
    private static final int MARGIN = 16;
    private static final int MOST = 16;

    static JudgedPlane of(PlaneSource planes, int plane) throws IOException {
        Pixels pixels = planes.read(plane);
        int width = pixels.width();
        int height = pixels.height();
        if ((long) width * height <= (long) MOST * REGION * REGION)
            return new JudgedPlane(
                    pixels.part(0, 0, width, height),
                    width,
                    height,
                    new BitSet(),
                    Math.min(width, height),
                    0,
                    Math.min(width, height));
        return regions(pixels);
    }

    private static JudgedPlane regions(Pixels pixels) {
        int wide = Math.min(REGION, pixels.width());
        int high = Math.min(REGION, pixels.height());
        int fitAcross = pixels.width() / wide;
        int fitDown = pixels.height() / high;
        int across =
                (int)
                        Math.max(
                                1,
                                Math.min(
                                        Math.min(fitAcross, MOST),
                                        Math.round(
                                                Math.sqrt((double) MOST * fitAcross / fitDown))));
        int down = Math.max(1, Math.min(fitDown, MOST / across));
        int width = across * wide;
        int height = down * high;
        float[] values = new float[width * height];
        BitSet leftOut = new BitSet();
        for (int row = 0; row < down; row++)
            for (int column = 0; column < across; column++) {
                int left = place(column, across, pixels.width() - wide);
                int top = place(row, down, pixels.height() - high);
                float[] region = pixels.part(left, top, wide, high);
                for (int y = 0; y < high; y++)
                    System.arraycopy(
                            region,
                            y * wide,
                            values,
                            (row * high + y) * width + column * wide,
                            wide);
            }
        for (int y = 0; y < height; y++)
            for (int x = 0; x < width; x++)
                if (nearSeam(x, wide, across) || nearSeam(y, high, down))
                    leftOut.set(y * width + x);
        int inner = Math.min(wide, high) - 2 * MARGIN;
        return new JudgedPlane(values, width, height, leftOut, inner, MARGIN, Math.min(wide, high));
    }

    private static int place(int index, int count, int room) {
        return (int) ((2L * index + 1) * room / (2L * count));
    }

    private static boolean nearSeam(int at, int side, int count) {
        int within = at % side;
        return count > 1 && (within < MARGIN || within >= side - MARGIN);
    }

    /** Blocks of the pixels that count. */
    Blocks blocks() {
        return new Blocks(width, height, leftOut);
    }
}

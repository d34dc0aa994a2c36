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

    /** Of a first look. */
    private static final int FEW = 4;

    private static final double SHARE = 64;
    private static final int NEAR_MARGIN = 8;
    private static final int LEAST_SAMPLED = 64;
    private static final int MOST_SAMPLED = 256;

    static JudgedPlane of(PlaneSource planes, int plane) throws IOException {
        return of(planes.read(plane), REGION, MOST, MARGIN);
    }

    /**
     * For a first look: four regions that are together a sixty-fourth of the plane, but 128 px a
     * side at least and 512 px at most.
     */
    static JudgedPlane sample(PlaneSource planes, int plane) throws IOException {
        double side = Math.sqrt((double) planes.width() * planes.height() / FEW / SHARE);
        return of(
                planes.read(plane),
                (int) Math.max(LEAST_SAMPLED, Math.min(MOST_SAMPLED, side)),
                FEW,
                NEAR_MARGIN);
    }

    /**
     * @param region side of a region, px
     * @param most regions
     * @param margin near a seam that does not count, px
     */
    private static JudgedPlane of(Pixels pixels, int region, int most, int margin) {
        int width = pixels.width();
        int height = pixels.height();
        if ((long) width * height <= (long) most * region * region)
            return new JudgedPlane(
                    pixels.part(0, 0, width, height),
                    width,
                    height,
                    new BitSet(),
                    Math.min(width, height),
                    0,
                    Math.min(width, height));
        return regions(pixels, region, most, margin);
    }

    private static JudgedPlane regions(Pixels pixels, int region, int most, int margin) {
        int wide = Math.min(region, pixels.width());
        int high = Math.min(region, pixels.height());
        int fitAcross = pixels.width() / wide;
        int fitDown = pixels.height() / high;
        int across =
                (int)
                        Math.max(
                                1,
                                Math.min(
                                        Math.min(fitAcross, most),
                                        Math.round(
                                                Math.sqrt((double) most * fitAcross / fitDown))));
        int down = Math.max(1, Math.min(fitDown, most / across));
        int width = across * wide;
        int height = down * high;
        float[] values = new float[width * height];
        BitSet leftOut = new BitSet();
        for (int row = 0; row < down; row++)
            for (int column = 0; column < across; column++) {
                int left = place(column, across, pixels.width() - wide);
                int top = place(row, down, pixels.height() - high);
                float[] part = pixels.part(left, top, wide, high);
                for (int y = 0; y < high; y++)
                    System.arraycopy(
                            part, y * wide, values, (row * high + y) * width + column * wide, wide);
            }
        for (int y = 0; y < height; y++)
            for (int x = 0; x < width; x++)
                if (nearSeam(x, wide, across, margin) || nearSeam(y, high, down, margin))
                    leftOut.set(y * width + x);
        int inner = Math.min(wide, high) - 2 * margin;
        return new JudgedPlane(values, width, height, leftOut, inner, margin, Math.min(wide, high));
    }

    private static int place(int index, int count, int room) {
        return (int) ((2L * index + 1) * room / (2L * count));
    }

    private static boolean nearSeam(int at, int side, int count, int margin) {
        int within = at % side;
        return count > 1 && (within < margin || within >= side - margin);
    }

    /** Blocks of the pixels that count. */
    Blocks blocks() {
        return new Blocks(width, height, leftOut);
    }
}

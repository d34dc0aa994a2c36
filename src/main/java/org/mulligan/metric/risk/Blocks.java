package org.mulligan.metric.risk;

import java.util.BitSet;

/**
 * How a plane is cut into blocks of {@value #SIDE} px a side.
 *
 * @param width of the plane, px
 * @param height of the plane, px
 * @param leftOut pixels that do not count, bit y * width + x; not a copy
 */
public record Blocks(int width, int height, BitSet leftOut) {
    /** Farther apart noise and what denoisers make of it have nothing to do with each other. */
    public static final int SIDE = 32;

    /** What is counted of a pixel. */
    interface Figure {
        double of(int pixel);
    }

    BlockMeans of(Figure figure) {
        int across = (width + SIDE - 1) / SIDE;
        int down = (height + SIDE - 1) / SIDE;
        double[] sums = new double[across * down];
        int[] counts = new int[sums.length];
        for (int y = 0; y < height; y++)
            for (int x = 0; x < width; x++) {
                int pixel = y * width + x;
                if (leftOut.get(pixel)) continue;
                int block = y / SIDE * across + x / SIDE;
                sums[block] += figure.of(pixel);
                counts[block]++;
            }
        return new BlockMeans(sums, counts);
    }
}

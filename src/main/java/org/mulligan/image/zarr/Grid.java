package org.mulligan.image.zarr;

import java.io.IOException;

/** Boxes in a grid of chunks, with any number of axes. */
final class Grid {
    /** What is done with the part of a box that lies in one chunk. */
    interface Visitor {
        /**
         * @param index of the chunk along each axis; not to be kept
         * @param from first pixel of the part in the chunk
         * @param to first pixel of the part in the box
         * @param count pixels of the part
         */
        void visit(long[] index, int[] from, int[] to, int[] count) throws IOException;
    }

    private Grid() {}

    /** Goes through the chunks that a box touches, the last axis fastest. */
    static void forEach(long[] origin, int[] size, int[] chunk, Visitor visitor)
            throws IOException {
        int axes = origin.length;
        long[] index = new long[axes];
        for (int d = 0; d < axes; d++) index[d] = origin[d] / chunk[d];
        while (true) {
            int[] from = new int[axes];
            int[] to = new int[axes];
            int[] count = new int[axes];
            for (int d = 0; d < axes; d++) {
                long start = Math.max(origin[d], index[d] * chunk[d]);
                long end = Math.min(origin[d] + size[d], (index[d] + 1) * chunk[d]);
                from[d] = (int) (start - index[d] * chunk[d]);
                to[d] = (int) (start - origin[d]);
                count[d] = (int) (end - start);
            }
            visitor.visit(index, from, to, count);
            int d = axes - 1;
            while (d >= 0 && (index[d] + 1) * chunk[d] >= origin[d] + size[d]) {
                index[d] = origin[d] / chunk[d];
                d--;
            }
            if (d < 0) return;
            index[d]++;
        }
    }

    /**
     * Copies a part of one block of pixels into another.
     *
     * @param strides from pixel to pixel along each axis, in pixels
     * @param bytes of a pixel
     */
    static void copy(
            byte[] source,
            int[] from,
            int[] strides,
            byte[] target,
            int[] to,
            int[] targetStrides,
            int[] count,
            int bytes) {
        int axes = count.length;
        int at = 0;
        int into = 0;
        for (int d = 0; d < axes; d++) {
            at += from[d] * strides[d];
            into += to[d] * targetStrides[d];
        }
        int row = axes - 1;
        while (row > 0 && count[row] == 1) row--;
        boolean together = strides[row] == 1 && targetStrides[row] == 1;
        int[] position = new int[axes];
        while (true) {
            if (together)
                System.arraycopy(source, at * bytes, target, into * bytes, count[row] * bytes);
            else
                for (int i = 0; i < count[row]; i++)
                    for (int b = 0; b < bytes; b++)
                        target[(into + i * targetStrides[row]) * bytes + b] =
                                source[(at + i * strides[row]) * bytes + b];
            int d = row - 1;
            while (d >= 0 && position[d] == count[d] - 1) {
                at -= position[d] * strides[d];
                into -= position[d] * targetStrides[d];
                position[d] = 0;
                d--;
            }
            if (d < 0) return;
            position[d]++;
            at += strides[d];
            into += targetStrides[d];
        }
    }
}

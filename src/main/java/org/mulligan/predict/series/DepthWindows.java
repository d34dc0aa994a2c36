package org.mulligan.predict.series;

import org.mulligan.predict.Tiling;

/**
 * How a series of planes is cut for a network that takes volumes. A window has the planes beside
 * those that are kept, so that each plane comes out as of the whole series.
 *
 * @param length planes of the series
 * @param reach planes on either side that can change one
 * @param core planes that are kept of a window
 * @param tiling of each plane
 */
record DepthWindows(int length, int reach, int core, Tiling tiling) {
    /** Bytes of results that are kept until they are asked for, as far as more than one plane. */
    private static final long KEPT = 512L << 20;

    /** Cuts planes into tiles. */
    @FunctionalInterface
    interface Cut {
        /**
         * @param memory bytes that a tile may use
         */
        Tiling of(long memory);
    }

    /**
     * The cut that computes the fewest pixels within the memory.
     *
     * @param memory bytes that the tile of a window may use
     * @param kept bytes of the results of one plane, in all series that are asked for in turn
     */
    static DepthWindows of(int length, int reach, long memory, long kept, Cut cut) {
        DepthWindows best = null;
        for (int core = length; core > 0; core = smaller(length, core)) {
            int deepest = Math.min(length, core + 2 * reach);
            DepthWindows one = new DepthWindows(length, reach, core, cut.of(memory / deepest));
            boolean last = core == 1 && best == null;
            if (!last && (core > 1 && core * kept > KEPT || !one.fits(memory))) continue;
            if (best == null || one.cost() < best.cost()) best = one;
        }
        return best;
    }

    /** The next that takes one window more. */
    private static int smaller(int length, int core) {
        if (core == 1) return 0;
        int count = ceilDiv(length, core);
        int next = core - 1;
        while (next > 1 && ceilDiv(length, next) == count) next--;
        return next;
    }

    private boolean fits(long memory) {
        long tile = (long) tiling.tileWidth() * tiling.tileHeight() * deepest();
        return tile * Tiling.BYTES_PER_PIXEL <= memory;
    }

    /** Planes of the largest window. */
    int deepest() {
        return Math.min(length, core + 2 * reach);
    }

    private long cost() {
        return tiling.cost() * count() * deepest();
    }

    /** Windows of a series. */
    int count() {
        return ceilDiv(length, core);
    }

    /** The first place that is kept of a window. */
    int from(int window) {
        return window * core;
    }

    /** The end of those, exclusive. */
    int to(int window) {
        return Math.min(length, from(window) + core);
    }

    /** The first place that the network sees. */
    int start(int window) {
        return Math.max(0, from(window) - reach);
    }

    /** The end of those, exclusive. */
    int end(int window) {
        return Math.min(length, to(window) + reach);
    }

    private static int ceilDiv(int value, int divisor) {
        return (value + divisor - 1) / divisor;
    }
}

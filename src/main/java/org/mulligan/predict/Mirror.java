package org.mulligan.predict;

/** Reflection at the border pixel, which is not repeated: NumPy's {@code reflect}. */
final class Mirror {
    private Mirror() {}

    /**
     * Where a coordinate comes to lie within the image.
     *
     * @param length of the axis; 1 gives 0 for all coordinates
     */
    static int at(int coordinate, int length) {
        if (length == 1) return 0;
        int period = 2 * (length - 1);
        int phase = Math.floorMod(coordinate, period);
        return phase < length ? phase : period - phase;
    }

    /** {@link #at} for each of the coordinates that a tile sees. */
    static int[] of(TileShape.Span span, int length) {
        int[] indices = new int[span.size()];
        for (int i = 0; i < indices.length; i++) indices[i] = at(span.start() + i, length);
        return indices;
    }
}

package org.mulligan.image.filter;

/** How an image goes on beyond its border. */
public final class Mirror {
    private Mirror() {}

    /**
     * Where a coordinate comes to lie within the image, by reflection at the border pixel, which is
     * not repeated: NumPy's {@code reflect}.
     *
     * @param length of the axis; 1 gives 0 for all coordinates
     */
    public static int at(int coordinate, int length) {
        if (length == 1) return 0;
        int period = 2 * (length - 1);
        int phase = Math.floorMod(coordinate, period);
        return phase < length ? phase : period - phase;
    }

    /**
     * {@link #at} for a run of coordinates.
     *
     * @param start the first, which may lie before the image
     */
    public static int[] run(int start, int count, int length) {
        int[] indices = new int[count];
        for (int i = 0; i < count; i++) indices[i] = at(start + i, length);
        return indices;
    }

    /**
     * The same, with the border pixel repeated: NumPy's {@code symmetric}, and what SciPy's filters
     * call {@code reflect}. Only where their numbers are wanted.
     */
    static int symmetric(int coordinate, int length) {
        int phase = Math.floorMod(coordinate, 2 * length);
        return phase < length ? phase : 2 * length - 1 - phase;
    }
}

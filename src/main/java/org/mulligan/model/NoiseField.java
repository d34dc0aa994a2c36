package org.mulligan.model;

/**
 * Normal numbers for the pixels of endless planes: each is a function of seed, plane and position
 * only, so that a tile has the noise of the whole, and the same on every machine and in every
 * version.
 *
 * @param seed of the image
 * @param plane of the image, from 0
 */
public record NoiseField(long seed, int plane) {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    /**
     * A row of the field.
     *
     * @param x column of the first number; may be negative
     * @param y row; may be negative
     * @param to written from {@code start} on, each {@code step} numbers
     * @param count numbers
     */
    public void row(long x, long y, float[] to, int start, int step, int count) {
        long line = mix(mix(mix(seed * GOLDEN + 0x6E6F697365L) + plane * GOLDEN) + y * GOLDEN);
        for (int i = 0; i < count; i++) to[start + i * step] = at(line + (x + i) * GOLDEN);
    }

    /** Box and Muller's transform of two uniform numbers out of one place. */
    private static float at(long place) {
        long first = mix(place);
        long second = mix(first + GOLDEN);
        // (0, 1]: its logarithm is a number
        double radius = StrictMath.sqrt(-2 * StrictMath.log(((first >>> 11) + 1) * 0x1p-53));
        return (float) (radius * StrictMath.cos(2 * StrictMath.PI * ((second >>> 11) * 0x1p-53)));
    }

    private static long mix(long z) {
        long a = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        long b = (a ^ (a >>> 27)) * 0x94D049BB133111EBL;
        return b ^ (b >>> 31);
    }
}

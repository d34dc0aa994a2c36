package org.mulligan.image.plane;

import java.util.function.BiFunction;

/** Java's memory, as far as pixels may have it. */
public final class PixelMemory {
    private static final long LARGEST_PLANE = 128L << 20;

    private PixelMemory() {}

    /** Bytes that images may take which are held for long: a quarter of what Java may have. */
    public static long toHold() {
        return Runtime.getRuntime().maxMemory() / 4;
    }

    /**
     * Bytes of a plane above which it is read and written by part where that can be: no more than
     * makes a difference, as parts cost next to nothing.
     */
    public static long largestPlane() {
        return Math.min(LARGEST_PLANE, toHold());
    }

    /** Bytes that nothing is in, those included that Java has not asked for yet. */
    public static long free() {
        Runtime java = Runtime.getRuntime();
        return java.maxMemory() - java.totalMemory() + java.freeMemory();
    }

    /**
     * Said before the work, not after it.
     *
     * @param share of the free memory that must do: 1 = all of it, 2 = half of it
     * @param text says what is needed and what to do, from the MB needed and the MB free
     * @throws IllegalArgumentException when {@code bytes} are more
     */
    public static void require(long bytes, int share, BiFunction<Long, Long, String> text) {
        long free = free();
        if (bytes > free / share)
            throw new IllegalArgumentException(text.apply(bytes >> 20, free >> 20));
    }
}

package org.mulligan.network;

/**
 * How a small square becomes an image by doubling.
 *
 * @param start side of the square that is doubled first, px, 4 to 7
 * @param count how often it is doubled
 */
record Doublings(int start, int count) {
    private static final int SMALLEST = 16;
    private static final int LARGEST = 256;

    static boolean reach(int size) {
        return size >= SMALLEST && size <= LARGEST && size % (1 << count(size)) == 0;
    }

    static String words() {
        return "4, 5, 6 or 7 times a power of two, from %d to %d px (16, 20, 24, 28, 32, 40, 48, 56, 64, 80, 96, 112, 128, ...)"
                .formatted(SMALLEST, LARGEST);
    }

    static Doublings of(int size) {
        return new Doublings(size >> count(size), count(size));
    }

    private static int count(int size) {
        return 31 - Integer.numberOfLeadingZeros(size / 4);
    }
}

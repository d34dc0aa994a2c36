package org.mulligan.metric;

/** What all metrics ask of their images. */
final class Sizes {
    private Sizes() {}

    static void check(int reference, int test, int width, int height) {
        if (reference != test || width < 1 || (long) width * height != reference)
            throw new IllegalArgumentException(
                    "Images of %d and %d px cannot be compared as %d x %d px"
                            .formatted(reference, test, width, height));
    }
}

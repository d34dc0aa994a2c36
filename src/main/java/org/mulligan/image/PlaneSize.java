package org.mulligan.image;

/** The one check that a plane needs before its pixels are read row by row. */
final class PlaneSize {
    private PlaneSize() {}

    static void check(float[] image, int width, int height) {
        if (width < 1 || height < 1 || image.length != (long) width * height)
            throw new IllegalArgumentException(
                    "An image of %d x %d px cannot have %d values"
                            .formatted(width, height, image.length));
    }
}

package org.mulligan.image.plane;

/** The one check that a plane needs before its pixels are read row by row. */
public final class PlaneSize {
    private PlaneSize() {}

    public static void check(float[] image, int width, int height) {
        if (width < 1 || height < 1 || image.length != (long) width * height)
            throw new IllegalArgumentException(
                    "An image of %d x %d px cannot have %d values"
                            .formatted(width, height, image.length));
    }
}

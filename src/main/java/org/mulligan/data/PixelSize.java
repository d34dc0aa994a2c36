package org.mulligan.data;

/**
 * How large a pixel is in the specimen.
 *
 * @param width of a pixel, in {@code unit}
 * @param height of a pixel, in {@code unit}
 * @param unit for example "micron"
 */
public record PixelSize(double width, double height, String unit) {
    public PixelSize {
        if (!(width > 0 && height > 0) || !Double.isFinite(width + height) || unit.isBlank())
            throw new IllegalArgumentException(
                    "A pixel must be of a positive size in some unit, got %s x %s \"%s\""
                            .formatted(width, height, unit));
    }

    /** That of an image in which {@code factor} pixels lie along what was one. */
    public PixelSize dividedBy(double factor) {
        return new PixelSize(width / factor, height / factor, unit);
    }
}

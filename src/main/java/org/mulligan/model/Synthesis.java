package org.mulligan.model;

/**
 * What a synthesiser draws.
 *
 * @param system its name, e.g. {@code resnet}
 * @param space what it draws from
 * @param size side of its square images, px
 * @param channels 1, or 3 for RGB
 * @param low intensity, in units of the training images, that the network calls -1
 * @param high intensity that it calls 1
 * @param pixel side of a pixel in {@code unit}; 0 = unknown
 * @param unit of length, e.g. {@code um}; empty when unknown
 */
public record Synthesis(
        String system,
        LatentSpace space,
        int size,
        int channels,
        double low,
        double high,
        double pixel,
        String unit) {
    public Synthesis {
        if (size < 1 || size > 4096)
            throw new IllegalArgumentException(
                    "A synthesiser draws images of 1 to 4096 px, got " + size);
        if (channels != 1 && channels != 3)
            throw new IllegalArgumentException(
                    "A synthesiser draws 1 or 3 channels, got " + channels);
        if (!(high > low))
            throw new IllegalArgumentException(
                    "Intensities must run from a lower to a higher one, got %s to %s"
                            .formatted(low, high));
    }

    /** Numbers of one image. */
    public int values() {
        return size * size * channels;
    }
}

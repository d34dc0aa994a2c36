package org.mulligan.model;

import java.util.Optional;

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
 * @param guide the image that it draws from; empty: it draws from chance alone
 */
public record Synthesis(
        String system,
        LatentSpace space,
        int size,
        int channels,
        double low,
        double high,
        double pixel,
        String unit,
        Optional<Guide> guide) {
    /**
     * An image of any size that another is drawn from, pixel on pixel.
     *
     * @param low its intensity that the network calls -1
     * @param high its intensity that the network calls 1
     * @param labels whether it is a label image, of which the network sees the objects ({@link
     *     org.mulligan.image.mask.ObjectMask})
     */
    public record Guide(double low, double high, boolean labels) {
        public Guide {
            if (!(high > low))
                throw new IllegalArgumentException(
                        "Intensities of inputs must run from a lower to a higher one, got %s to %s"
                                .formatted(low, high));
        }

        /** From the image's units to -1 ... 1; what lies beyond stays beyond. */
        public float normalise(float value) {
            return (float) ((value - low) * 2 / (high - low) - 1);
        }
    }

    /** Of a {@link #guide}, before latent numbers and classes: the image and a field of noise. */
    public static final int GUIDE_PLANES = 2;

    /** What draws from chance alone. */
    public Synthesis(
            String system,
            LatentSpace space,
            int size,
            int channels,
            double low,
            double high,
            double pixel,
            String unit) {
        this(system, space, size, channels, low, high, pixel, unit, Optional.empty());
    }

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

    /**
     * Numbers that the network takes for each pixel where it draws from an image: that image, a
     * noise of its own, and the point and the class, which are the same at all pixels.
     */
    public int planes() {
        return GUIDE_PLANES + space.width();
    }

    /** Numbers of one image. */
    public int values() {
        return size * size * channels;
    }
}

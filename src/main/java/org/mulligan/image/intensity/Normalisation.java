package org.mulligan.image.intensity;

/**
 * The affine map between an image's own intensities and those a network sees: {@code low} becomes
 * 0, {@code high} becomes 1, nothing is clipped.
 *
 * @param low intensity that becomes 0
 * @param high intensity that becomes 1
 */
public record Normalisation(double low, double high) {
    /**
     * What a network for inpainting is given for a missing pixel: far below what any pixel of a
     * normalised image is. All below the half of it are missing.
     */
    public static final float MISSING = -8;

    /** Whether a normalised pixel is missing. */
    public static boolean isMissing(float normalised) {
        return normalised < MISSING / 2;
    }

    /** Intensities as they are. */
    public static final Normalisation NONE = new Normalisation(0, 1);

    public Normalisation {
        if (!(high > low) || !Double.isFinite(low) || !Double.isFinite(high))
            throw new IllegalArgumentException(
                    "An image whose intensities run from %s to %s cannot be normalised: it is constant or not a number"
                            .formatted(low, high));
    }

    /** From the image's units to the network's. */
    public float apply(double intensity) {
        return (float) ((intensity - low) / (high - low));
    }

    /** From the network's units back to the image's. */
    public double undo(float normalised) {
        return low + normalised * (high - low);
    }
}

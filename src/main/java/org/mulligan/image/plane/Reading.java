package org.mulligan.image.plane;

import java.util.Optional;

/**
 * How an image file is read.
 *
 * @param largest bytes of pixels up to which all are read when it is opened; else a plane when it
 *     is asked for
 * @param largestPlane bytes of a plane from which on planes are read by part only: {@link
 *     PlanesByPart#areLarge}
 * @param damage takes up what cannot be read; empty: that fails
 */
public record Reading(long largest, long largestPlane, Optional<Damage> damage) {
    /** Everything must be readable. */
    public Reading(long largest, long largestPlane) {
        this(largest, largestPlane, Optional.empty());
    }

    /** Whole planes. */
    public static Reading ofPlanes() {
        return new Reading(PixelMemory.toHold(), Long.MAX_VALUE);
    }

    /** Planes that may be larger than the memory. */
    public static Reading byPart() {
        return new Reading(PixelMemory.toHold(), PixelMemory.largestPlane());
    }

    /**
     * The same.
     *
     * @param skips whether pieces that cannot be read are filled and named
     */
    public Reading skipping(boolean skips) {
        return new Reading(
                largest, largestPlane, skips ? Optional.of(new Damage()) : Optional.empty());
    }
}

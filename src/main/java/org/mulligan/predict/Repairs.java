package org.mulligan.predict;

/**
 * Which faults of the detector are taken out of an image before a network is given it.
 *
 * @param hotPixels whether hot and dead pixels are replaced
 * @param lineOffsets whether the offsets of whole rows and columns are taken out
 */
public record Repairs(boolean hotPixels, boolean lineOffsets) {
    /** None, as where they are taken out already. */
    public static final Repairs NONE = new Repairs(false, false);

    /** All that are found. */
    public static final Repairs ALL = new Repairs(true, true);
}

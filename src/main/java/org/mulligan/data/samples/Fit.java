package org.mulligan.data.samples;

/** What happens to an image that is not of the size that is learnt. */
public enum Fit {
    /** It is refused. */
    REFUSE,

    /** Patches are cut out of it at random places, at its own resolution. */
    CROP,

    /**
     * Its largest centred square is reduced by means over areas, or enlarged bilinearly. What was
     * noise of single pixels is averaged or smeared with it.
     */
    SCALE
}

package org.mulligan.data.simulation;

import java.util.Arrays;

/** What simulated images show. */
public enum Structures {
    /** Fluorescent cells and their parts, in the dark. */
    CELLS("cells"),
    /**
     * These in one half of the images, and in the other what else lies under microscopes, from
     * bacteria to dead leaves, on backgrounds of any brightness. No image is sharper than a PSF
     * with a standard deviation of 0.7 px leaves it.
     */
    ALL("all"),
    /**
     * The scenes of {@link #ALL}, each through optics as sharp as any of these: what sharpens must
     * not learn from targets that are blurred by chance how much sharpness is enough.
     */
    SHARP("sharp");

    private final String word;

    Structures(String word) {
        this.word = word;
    }

    /** The user's key. */
    public String word() {
        return word;
    }

    /**
     * The one of this word.
     *
     * @throws IllegalArgumentException when there is none; the text lists those that there are
     */
    public static Structures of(String word) {
        return Arrays.stream(values())
                .filter(structures -> structures.word.equals(word))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "structures must be one of %s, got \"%s\""
                                                .formatted(
                                                        Arrays.stream(values())
                                                                .map(Structures::word)
                                                                .toList(),
                                                        word)));
    }
}

package org.mulligan.service;

import ij.ImagePlus;
import java.util.Optional;

/**
 * Which pixels of an image are missing, as a user says it.
 *
 * @param text {@code saturated}, {@code roi} or {@code nan}; else the title of {@code image}, or
 *     the path of an image file or of a folder of them; empty: none
 * @param image above 0 where pixels are missing
 */
public record MaskChoice(String text, Optional<ImagePlus> image) {
    /** No pixel is missing. */
    public static final MaskChoice NONE = new MaskChoice("", Optional.empty());
}

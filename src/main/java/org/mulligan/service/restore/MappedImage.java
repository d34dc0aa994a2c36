package org.mulligan.service.restore;

import ij.ImagePlus;
import java.util.List;

/**
 * A restored image and how much of it to trust.
 *
 * @param restored as without maps
 * @param maps 32-bit; for each channel added detail, consistency and instability, and the
 *     half-width of an interval where the model has one
 * @param figures one per channel
 */
public record MappedImage(ImagePlus restored, ImagePlus maps, List<TrustFigures> figures) {}

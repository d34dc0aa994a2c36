package org.mulligan.service;

import ij.ImagePlus;
import java.util.List;

/**
 * A denoised image and how much of it to trust.
 *
 * @param denoised as without maps
 * @param maps 32-bit; for each channel added detail, consistency and instability
 * @param figures one per channel
 */
public record MappedImage(ImagePlus denoised, ImagePlus maps, List<TrustFigures> figures) {}

package org.mulligan.service.latent;

import org.mulligan.service.generate.DrawStyle;

/**
 * A piece of work in a latent space, and who draws it.
 *
 * @param style who draws, in which class
 * @param work what is done
 */
public record LatentSettings(DrawStyle style, LatentWork work) {}

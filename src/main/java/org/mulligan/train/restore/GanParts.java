package org.mulligan.train.restore;

import org.mulligan.loss.AdversarialLoss;
import org.mulligan.loss.PixelLoss;
import org.mulligan.network.Architecture;
import org.mulligan.network.Discriminator;

/**
 * What a GAN of a restorer is made of; each is one of several that a user can choose by name.
 *
 * @param weight norm of the adversary's gradient at the output as a multiple of the pixel loss's
 */
record GanParts(
        Architecture architecture,
        PixelLoss pixelLoss,
        Discriminator discriminator,
        AdversarialLoss adversary,
        double weight) {}

/**
 * The training of a synthesiser: generator against discriminator, or an autoencoder; samples,
 * figures, package, card.
 *
 * <p>For the engine's process.
 */
package org.mulligan.train.synthesis;

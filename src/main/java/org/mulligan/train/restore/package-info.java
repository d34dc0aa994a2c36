/**
 * The training of a restorer: faithful, then adversarial; validation, curve, package, card.
 *
 * <p>For the engine's process.
 */
package org.mulligan.train.restore;

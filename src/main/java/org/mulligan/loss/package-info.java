/**
 * What generators and discriminators minimise, each named after its paper. Two seams: {@link
 * org.mulligan.loss.AdversarialLoss} and {@link org.mulligan.loss.PixelLoss}.
 *
 * <p>For training; it needs layers only.
 */
package org.mulligan.loss;

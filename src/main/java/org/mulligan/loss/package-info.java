/**
 * What generators and discriminators minimise, each named after its paper. A seam: {@link
 * org.mulligan.loss.AdversarialLoss}.
 *
 * <p>For training; it needs layers only.
 */
package org.mulligan.loss;

/**
 * Images of one size, with classes or partners, that a synthesiser learns to draw.
 *
 * <p>For the training of synthesisers and what compares drawn images with real ones.
 */
package org.mulligan.data.samples;

/**
 * Pixels of an image that say nothing of what was imaged: hot ones, and what was drawn into it;
 * found, and replaced by their surroundings.
 *
 * <p>For prediction and the service; it needs planes and the estimators of noise.
 */
package org.mulligan.image.outlier;

/**
 * Rows and columns of an image that readout or a scanner has offset: found, and set level.
 *
 * <p>For prediction and the service; it needs planes and the estimators of noise.
 */
package org.mulligan.image.lines;

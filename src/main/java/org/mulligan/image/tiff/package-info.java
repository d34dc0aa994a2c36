/**
 * TIFF files that ImageJ did not write: tags, pages, pixels, and what they say of their axes.
 *
 * <p>For {@code image.io} alone, which opens all files; it needs planes only.
 */
package org.mulligan.image.tiff;

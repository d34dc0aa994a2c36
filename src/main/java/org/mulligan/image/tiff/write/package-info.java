/**
 * Tiled BigTIFF with OME-XML, written tile by tile.
 *
 * <p>For {@code image.io} and for what writes blocks; it needs planes and codecs only.
 */
package org.mulligan.image.tiff.write;

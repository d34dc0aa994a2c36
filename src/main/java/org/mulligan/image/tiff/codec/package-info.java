/**
 * How pieces of a TIFF file are packed and unpacked: compression, and differences of neighbours.
 *
 * <p>For {@code image.tiff} and {@code image.tiff.write}; it knows bytes only.
 */
package org.mulligan.image.tiff.codec;

/**
 * What bytes of a Zarr chunk go through on their way to the disk and back: compressors, checksums,
 * shuffled bytes and bits.
 *
 * <p>For {@code image.zarr} alone; it needs nothing of ours.
 */
package org.mulligan.image.zarr.codec;

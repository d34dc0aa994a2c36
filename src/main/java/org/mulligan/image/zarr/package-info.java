/**
 * OME-Zarr, and plain arrays of Zarr v2 and v3, in folders and zips: read and written by box, and
 * as images of ImageJ whose planes are read when they are asked for.
 *
 * <p>For {@code image.io} alone, which opens and writes all files; it needs planes only.
 */
package org.mulligan.image.zarr;

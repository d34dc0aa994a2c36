/**
 * Planes of pixels, read and written by rows: of ImageJ's images, of ImgLib2's, of colours, turned.
 *
 * <p>Everybody may come in; it needs nothing of ours.
 */
package org.mulligan.image.plane;

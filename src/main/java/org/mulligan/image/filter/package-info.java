/**
 * What is computed from a pixel's neighbours: blurs, convolutions, enlargement, binning, the mirror
 * at the border.
 *
 * <p>Everybody who computes on pixels may come in; it needs planes only.
 */
package org.mulligan.image.filter;

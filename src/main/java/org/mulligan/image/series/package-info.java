/**
 * The series that the planes of an image belong to, and the neighbours of a plane in them.
 *
 * <p>For whoever learns from neighbours and whoever predicts from them.
 */
package org.mulligan.image.series;

/**
 * Which pixels are missing, and which belong to objects.
 *
 * <p>For whoever restores or reads training data; it needs planes only.
 */
package org.mulligan.image.mask;

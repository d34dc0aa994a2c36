/**
 * The point spread function of a microscope, from its optics or from a width.
 *
 * <p>For degradations, trust maps and the model's description; it needs filters only.
 */
package org.mulligan.image.psf;

/**
 * Judges denoisers on one image without its truth: ranks raw, Gaussian, median and every installed
 * denoiser, shows them beside each other, and chooses for {@code model=auto}.
 *
 * <p>For the service and its commands.
 */
package org.mulligan.service.compare;

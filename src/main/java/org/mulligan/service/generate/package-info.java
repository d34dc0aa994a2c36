/**
 * Draws new images by seed or from other images, and enlarges folders with them.
 *
 * <p>For the service's door and for {@code service.latent}.
 */
package org.mulligan.service.generate;

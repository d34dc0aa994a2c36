/**
 * Walks in a latent space: between points, along directions, to the point of a given image.
 *
 * <p>For the service's door; it draws through {@code service.generate}.
 */
package org.mulligan.service.latent;

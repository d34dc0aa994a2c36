/**
 * How a camera's noise grows with the light, how that is estimated, and what is estimated in spite
 * of it.
 *
 * <p>For training pairs, metrics and the service; it needs nothing of ours.
 */
package org.mulligan.noise;

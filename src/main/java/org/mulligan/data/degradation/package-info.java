/**
 * How a microscope spoils an image: blur, pixels, photons, camera, holes, shading. A seam: {@link
 * org.mulligan.data.degradation.Degradation}.
 *
 * <p>For pairs, simulation and samples; it knows no files.
 */
package org.mulligan.data.degradation;

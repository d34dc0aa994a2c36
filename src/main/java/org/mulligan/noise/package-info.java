/**
 * What of a plane is not what was imaged, and how that is measured from the plane: how the noise of
 * a camera grows with the light, how alike it is in neighbouring pixels, lines that are offset, hot
 * pixels, what was drawn into it, and how much of the noise a denoiser left. And what is estimated
 * in spite of noise.
 *
 * <p>For training pairs, prediction, metrics and the service; it needs nothing of ours.
 */
package org.mulligan.noise;

/**
 * Noisy images without clean partners, and what a denoiser can learn from them: the noise of each,
 * inputs and targets that share no noise, and parts that are held back. Used by the trainers.
 */
package org.mulligan.data.unpaired;

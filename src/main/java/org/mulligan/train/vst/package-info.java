/**
 * Trains a denoiser on one noisy image: all that is learnt is a curve that makes the noise alike at
 * every brightness, around a network that stays as it is. Used by the worker.
 */
package org.mulligan.train.vst;

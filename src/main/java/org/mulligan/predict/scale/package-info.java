/** Noise that neighbouring pixels share, denoised at a scale at which it is nearly white. */
package org.mulligan.predict.scale;

/**
 * What the spectrum of a plane says of its noise: patterns that repeat themselves over the whole
 * field, as hum and stripes do.
 *
 * <p>For the service; it needs nothing of ours.
 */
package org.mulligan.noise.spectrum;

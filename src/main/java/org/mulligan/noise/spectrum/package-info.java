/**
 * What a plane says of its noise by what repeats itself over the whole field: hum and stripes, the
 * grid of JPEG; and by its finest detail, whether neighbours share their noise.
 *
 * <p>For the service; it needs nothing of ours.
 */
package org.mulligan.noise.spectrum;

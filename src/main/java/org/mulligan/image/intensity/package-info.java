/**
 * What intensities become on their way into a network and back, and what they tell of an image.
 *
 * <p>Everybody may come in; it needs planes only.
 */
package org.mulligan.image.intensity;

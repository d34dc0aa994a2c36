/**
 * How the noise of a camera grows with the light, and how that is estimated.
 *
 * <p>For metrics and the service; it needs nothing of ours.
 */
package org.mulligan.noise;

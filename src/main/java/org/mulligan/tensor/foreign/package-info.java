/**
 * Judges what strangers wrote before TensorFlow sees it, and makes it a network of ours.
 *
 * <p>For the engine's process only.
 */
package org.mulligan.tensor.foreign;

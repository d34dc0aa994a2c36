package org.mulligan.data;

/**
 * Patches of one training step, in normalised intensities.
 *
 * @param step the step they belong to
 * @param noisy NHWC with one channel: {@code batch * patch * patch} values
 * @param clean the wanted patches, same shape and order
 */
public record Batch(long step, float[] noisy, float[] clean) {}

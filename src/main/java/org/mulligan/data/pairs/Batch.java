package org.mulligan.data.pairs;

/**
 * Patches of one training step, in normalised intensities.
 *
 * @param step the step they belong to
 * @param noisy NHWC with one channel: {@code batch * patch * patch} values
 * @param target the target patches in the same order, each side as much longer as the scale says
 */
public record Batch(long step, float[] noisy, float[] target) {}

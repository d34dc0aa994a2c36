package org.mulligan.data.pairs;

/**
 * Patches of one training step, in normalised intensities.
 *
 * @param step the step they belong to
 * @param noisy NHWC with a channel for each plane of a {@link org.mulligan.data.Plane}: {@code
 *     batch * patch * patch * planes} values; of volumes plane by plane, one channel
 * @param target the target patches in the same order, each side as much longer as the scale says
 */
public record Batch(long step, float[] noisy, float[] target) {}

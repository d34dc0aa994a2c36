package org.mulligan.data.samples;

/**
 * Images to learn to draw from.
 *
 * @param step the training step they belong to; -1 for those that belong to none
 * @param images NHWC, one after the other: {@code n * size * size * channels} values, -1 to 1
 * @param labels index into {@link Samples#classes()} of each image; empty where there are none
 */
public record SampleBatch(long step, float[] images, int[] labels) {}

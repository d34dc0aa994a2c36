package org.mulligan.model;

/**
 * What a model is checked with: a small input and what its faithful weights made of it in fp32.
 *
 * @param input normalised, one channel, row by row
 * @param output of the same size
 * @param width px
 * @param height px
 */
public record TestTensors(float[] input, float[] output, int width, int height) {}

package org.mulligan.model;

/**
 * What a model is checked with: a small input and what its faithful weights, or its generator, made
 * of it in fp32.
 *
 * @param input as the network takes it, row by row, channels fastest; a volume plane by plane
 * @param output as the network gives it; scale times as wide and as high
 * @param depth planes of a volume; 1 for an image
 * @param width px
 * @param height px
 */
public record TestTensors(float[] input, float[] output, int depth, int width, int height) {
    /** Of an image. */
    public TestTensors(float[] input, float[] output, int width, int height) {
        this(input, output, 1, width, height);
    }
}

package org.mulligan.model;

import java.awt.image.BufferedImage;
import java.util.Map;

/**
 * All that goes into a model package.
 *
 * @param graphs a serialised TensorFlow {@code SavedModel} message with constant weights for each
 *     set of weights; {@link Weights#FAITHFUL} is required; tag {@code serve}, signature {@code
 *     serving_default}, float32 [-1, -1, -1, 1] to the same shape
 * @param testInput test tensor normalised by its own percentiles ({@link
 *     ModelDescription.PercentileRange#of}), one channel, row by row; its sides are multiples of
 *     the stride, from {@link ModelDescription#smallestSide()} on
 * @param testOutput what the faithful weights make of it, fp32
 * @param testWidth width of the test tensors, px
 * @param cover what comes in | faithful | adversarial, and the curve of the dial; under 500 kB as
 *     PNG
 * @param card the README of the package, Markdown with a {@code # Validation} heading
 */
public record ModelContents(
        ModelDescription description,
        Map<Weights, byte[]> graphs,
        float[] testInput,
        float[] testOutput,
        int testWidth,
        BufferedImage cover,
        String card) {
    public ModelContents {
        if (!graphs.containsKey(Weights.FAITHFUL))
            throw new IllegalArgumentException("A model must have faithful weights");
        int scale = description.scale();
        if (scale * scale * testInput.length != testOutput.length
                || testInput.length % testWidth != 0)
            throw new IllegalArgumentException(
                    "Test tensors of %d and %d values do not fit a width of %d px and scale %d"
                            .formatted(testInput.length, testOutput.length, testWidth, scale));
    }
}

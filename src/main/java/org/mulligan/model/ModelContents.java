package org.mulligan.model;

import java.awt.image.BufferedImage;
import java.util.Map;

/**
 * All that goes into a model package.
 *
 * @param graphs a serialised TensorFlow {@code SavedModel} message with constant weights for each
 *     set of weights; {@link Weights#FAITHFUL} is required, of a synthesiser {@link
 *     Weights#GENERATOR}; tag {@code serve}, signature {@code serving_default}, float32 [-1, -1,
 *     -1, 1] to the same shape, of volumes [-1, -1, -1, -1, 1]; of a synthesiser [-1, width of the
 *     latent space] to [-1, size, size, channels]
 * @param testInput test tensor normalised by its own percentiles ({@link
 *     ModelDescription.PercentileRange#of}), row by row, channels (of neighbouring planes) fastest;
 *     its sides are multiples of the stride, from {@link ModelDescription#smallestSide()} on A
 *     synthesiser's is a row of its input, of one that draws from images {@link Synthesis#planes}
 *     interleaved; that of volumes is square planes, one after the other
 * @param testOutput what the faithful weights make of it, fp32
 * @param testWidth width of the test tensors, px; of a synthesiser 1
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
        Weights main = Weights.main(description);
        if (!graphs.containsKey(main))
            throw new IllegalArgumentException("A model must have %s weights".formatted(main));
        if (!fit(description, testInput, testOutput, testWidth))
            throw new IllegalArgumentException(
                    "Test tensors of %d and %d values do not fit a width of %d px and scale %d"
                            .formatted(
                                    testInput.length,
                                    testOutput.length,
                                    testWidth,
                                    description.scale()));
    }

    private static boolean fit(
            ModelDescription description, float[] input, float[] output, int width) {
        if (description.isGuided()) {
            int planes = description.synthesis().orElseThrow().planes();
            return input.length == planes * output.length && output.length % width == 0;
        }
        if (description.synthesis().isPresent())
            return input.length == description.synthesis().get().space().width()
                    && output.length == description.synthesis().get().values();
        int scale = description.scale();
        int in = description.taken();
        int out = description.given();
        return (long) scale * scale * input.length * out == (long) output.length * in
                && input.length % (width * (description.volume() ? width : in)) == 0;
    }
}

package org.mulligan.model;

import java.nio.file.Path;

/**
 * Asks for a stranger's network as one of ours: weights as constants, axes NHWC, float32.
 *
 * @param source a TensorFlow {@code SavedModel} (folder, or a zip of it at any depth), or a file
 *     with a frozen {@code GraphDef}
 * @param input which of its inputs takes the image: the key of a signature, or the name of a
 *     tensor; empty = the only one
 * @param output likewise
 * @param inputAxes letters b, y, x and c in their order, e.g. {@code byxc}; empty = told from the
 *     shape
 * @param outputAxes likewise; empty = as the input
 * @param postprocessing what the output goes through before it is an image
 * @param stride what tile sizes must be multiples of, px; 0 = measured
 * @param side of the square that is the only one that the network takes, px; 0 = any
 * @param target file that the network is written to: a serialised {@code SavedModel}
 */
public record ConversionRequest(
        Path source,
        String input,
        String output,
        String inputAxes,
        String outputAxes,
        Postprocessing postprocessing,
        int stride,
        int side,
        Path target) {}

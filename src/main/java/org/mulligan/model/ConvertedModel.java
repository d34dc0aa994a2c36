package org.mulligan.model;

/**
 * What a stranger's network turned out to be.
 *
 * @param input the tensor that takes the image
 * @param output the tensor that became the output
 * @param inputAxes as the network had them, e.g. {@code bcyx}
 * @param outputAxes likewise
 * @param inputChannels of an image that goes in
 * @param outputChannels of one that comes out
 * @param scale pixels of the output along a pixel of the input
 * @param stride multiples of this size go through it, and moving the image by so much moves the
 *     result alike; px
 * @param receptiveField side of the square of input pixels that was seen to change an output pixel,
 *     px, odd; {@link #WHOLE} when all of the image does
 * @param side of the only square that it takes, px; 0 = any
 * @param whole whether it takes whole numbers from 0 on, e.g. 8-bit ones, so that an image must not
 *     be normalised to 0 to 1
 * @param tensorFlow that wrote it, or {@code unknown}
 */
public record ConvertedModel(
        String input,
        String output,
        String inputAxes,
        String outputAxes,
        int inputChannels,
        int outputChannels,
        int scale,
        int stride,
        int receptiveField,
        int side,
        boolean whole,
        String tensorFlow) {
    /** A receptive field without an end: such a network cannot be run in tiles. */
    public static final int WHOLE = (1 << 14) - 1;
}

package org.mulligan.network;

/**
 * How large a generator is.
 *
 * @param filters feature maps of the first level
 * @param depth how often the image is halved
 * @param scale pixels of the output along a pixel of the input
 * @param planes channels of the input: 1, or the planes of a series that are taken together, or the
 *     plane and what is known of its noise
 */
public record NetworkSize(int filters, int depth, int scale, int planes) {
    /** Of a generator that takes single planes. */
    public NetworkSize(int filters, int depth, int scale) {
        this(filters, depth, scale, 1);
    }
}

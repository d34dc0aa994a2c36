package org.mulligan.network;

/**
 * How large a generator is.
 *
 * @param filters feature maps of the first level
 * @param depth how often the image is halved
 * @param scale pixels of the output along a pixel of the input
 * @param planes channels of the input: 1, or the planes of a series that are taken together, or the
 *     plane and what is known of its noise
 * @param slab planes of the volumes that it learns from; 1 for a generator of planes
 */
public record NetworkSize(int filters, int depth, int scale, int planes, int slab) {
    /** Of a generator that makes single planes. */
    public NetworkSize(int filters, int depth, int scale, int planes) {
        this(filters, depth, scale, planes, 1);
    }

    /** Of a generator that takes single planes. */
    public NetworkSize(int filters, int depth, int scale) {
        this(filters, depth, scale, 1);
    }

    /** Whether it makes volumes of volumes; the planes of one then lie in the batch. */
    public boolean isVolume() {
        return slab > 1;
    }
}

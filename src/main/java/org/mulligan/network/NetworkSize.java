package org.mulligan.network;

/**
 * How large a generator is.
 *
 * @param filters feature maps of the first level
 * @param depth how often the image is halved
 * @param scale pixels of the output along a pixel of the input
 */
public record NetworkSize(int filters, int depth, int scale) {}

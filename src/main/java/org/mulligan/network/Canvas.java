package org.mulligan.network;

/**
 * What a synthesiser draws, and how large it is.
 *
 * @param size side of its square images, px
 * @param channels 1 or 3
 * @param latent numbers that an image is drawn from
 * @param classes that can be asked for; 0 = none
 * @param filters feature maps, in the measure of the system
 * @param dropOut share of the features that the discriminator does without at a step
 */
public record Canvas(int size, int channels, int latent, int classes, int filters, double dropOut) {
    /** Numbers of one image. */
    public int values() {
        return size * size * channels;
    }
}

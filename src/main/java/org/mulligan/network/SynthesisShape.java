package org.mulligan.network;

/**
 * What a synthesiser draws, and how large it is.
 *
 * @param size side of its square images, px
 * @param channels 1 or 3
 * @param latent numbers that an image is drawn from
 * @param classes that can be asked for; 0 = none
 * @param filters feature maps, in the measure of the system
 * @param mean of the training images' pixels, in -1 to 1
 * @param deviation their standard deviation, above 0
 * @param dropOut share of the features that the discriminator does without at a step
 * @param guided whether an image is drawn from another of the same size, see {@link GuidedSystem}
 */
public record SynthesisShape(
        int size,
        int channels,
        int latent,
        int classes,
        int filters,
        double mean,
        double deviation,
        double dropOut,
        boolean guided) {
    /** Numbers of one image. */
    public int values() {
        return size * size * channels;
    }

    /** Channels that the discriminator sees: an image, and that which it was drawn from. */
    public int seen() {
        return guided ? channels + 1 : channels;
    }

    /** Numbers of a row of the generator's input. */
    public int row() {
        return latent + classes + (guided ? GuidedSystem.PLANES * size * size : 0);
    }
}

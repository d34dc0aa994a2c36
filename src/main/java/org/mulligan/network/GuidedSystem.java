package org.mulligan.network;

import org.mulligan.tensor.NormedLayers;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * A system that draws an image from another one, pixel on pixel, and from chance: its generator is
 * fully convolutional and has no statistics over space, so that it draws images of any size. {@link
 * #discriminator} sees two channels, an image and that which it was drawn from, and gives a score
 * for each place, [n * places, 1].
 */
public interface GuidedSystem extends GanSystem {
    /** What it sees of each pixel: the image that is drawn from, and noise. */
    int PLANES = 2;

    /**
     * Draws.
     *
     * @param planes [n, h, w, 2]: the image, -1 to 1, and independent normal numbers; h and w
     *     multiples of {@link #stride}
     * @param code [n, latent + classes]: normal numbers, then 1 at the style
     * @return [n, h, w, 1]
     */
    Operand<TFloat32> generator(
            NormedLayers layers,
            Operand<TFloat32> planes,
            Operand<TFloat32> code,
            SynthesisShape shape);

    /** What sizes of the image must be a multiple of, px. */
    int stride();

    /** Side of the square of pixels that a drawn pixel depends on, px, odd. */
    int receptiveField();

    /**
     * As the training has it, where all that an image is drawn from is a row of numbers.
     *
     * @param row [n, shape.row()]: the image, the noise, the code
     */
    @Override
    default Operand<TFloat32> generator(
            NormedLayers layers, Operand<TFloat32> row, SynthesisShape shape) {
        int size = shape.size();
        int pixels = size * size;
        Operand<TFloat32> image = layers.image(layers.part(row, 0, pixels), size, size, 1);
        Operand<TFloat32> noise = layers.image(layers.part(row, pixels, pixels), size, size, 1);
        return generator(
                layers,
                layers.stack(java.util.List.of(image, noise)),
                layers.part(row, PLANES * pixels, shape.latent() + shape.classes()),
                shape);
    }

    /**
     * As a finished model has it, for images of any size.
     *
     * @param all [n, h, w, 2 + latent + classes]: the image, the noise, and the code at each pixel,
     *     of which the first is taken
     */
    default Operand<TFloat32> generatorOfPlanes(
            NormedLayers layers, Operand<TFloat32> all, SynthesisShape shape) {
        return generator(
                layers,
                layers.channels(all, 0, PLANES),
                layers.corner(all, PLANES, shape.latent() + shape.classes()),
                shape);
    }
}

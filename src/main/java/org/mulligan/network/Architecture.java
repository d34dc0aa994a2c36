package org.mulligan.network;

import org.mulligan.tensor.Layers;
import org.scijava.plugin.SciJavaPlugin;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * A generator that makes an image from an image. It has no statistics over space, so a tile comes
 * out as the same pixels of the whole image do. Annotate with {@code @Plugin(type =
 * Architecture.class, name = "...")}; the name is the user's key and is stored in the model. One
 * that is not for every task says which with the attribute {@link
 * org.mulligan.extension.ExtensionPoint#TASKS}.
 */
public interface Architecture extends SciJavaPlugin {
    /**
     * Adds the network to a graph.
     *
     * @param x [n, h, w, planes], h and w multiples of {@link #stride}; more than one plane only
     *     where a denoiser makes a plane of a series of its neighbours, or where it is told of the
     *     noise. In a volume n counts planes, and {@link Layers#besides} and {@link
     *     Layers#alongDepth} join them
     * @return [n, scale h, scale w, 1]
     */
    Operand<TFloat32> apply(Layers layers, Operand<TFloat32> x, NetworkSize networkSize);

    /**
     * Whether it takes, beside the image, what is known of its noise: the planes are those of
     * {@link org.mulligan.image.intensity.NoiseChannels}.
     */
    default boolean isTold() {
        return false;
    }

    /** What sizes of the input must be a multiple of, px. */
    int stride(NetworkSize networkSize);

    /** Side of the square of input pixels that an output pixel can see, px, odd. */
    int receptiveField(NetworkSize networkSize);

    /**
     * Planes on either side that an output plane of a volume can see: {@link Layers#BESIDE} for
     * {@link Layers#besides}, and 1 for each {@link Layers#alongDepth} one after the other. 0 for a
     * network that cannot take volumes.
     */
    default int reach(NetworkSize networkSize) {
        return 0;
    }
}

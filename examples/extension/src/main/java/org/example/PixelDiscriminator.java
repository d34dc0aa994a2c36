package org.example;

import org.mulligan.network.Discriminator;
import org.mulligan.tensor.Initializer;
import org.mulligan.tensor.Layers;
import org.scijava.plugin.Plugin;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/**
 * Judges detail of 5 px, pixel by pixel: cheap, and blind for texture.
 *
 * @see <a href="https://arxiv.org/abs/1611.07004">Isola et al. 2017</a>, PixelGAN
 */
@Plugin(type = Discriminator.class, name = "pixel")
public final class PixelDiscriminator implements Discriminator {
    @Override
    public Operand<TFloat32> apply(
            Layers layers, Operand<TFloat32> y, int scale, Operand<TInt64> seed) {
        Operand<TFloat32> x = layers.multiply(layers.highPass(y, 5), 20);
        x = layers.convolveAndActivate("first", x, 1, 32);
        x = layers.convolveAndActivate("second", x, 1, 64);
        return layers.convolve("score", x, 1, 1, 1, Initializer.SMALL);
    }
}

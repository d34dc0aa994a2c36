package org.mulligan.network;

import org.mulligan.tensor.Initializer;
import org.mulligan.tensor.Layers;
import org.scijava.plugin.Plugin;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/**
 * A PatchGAN discriminator: three 4x4 convolutions of stride 2 and a score for each place, about 34
 * px seen by each. It is fed the high-pass image times 20: only so it leaves the equilibrium within
 * few steps, not with spectral norm or the plain image. A little noise keeps it from learning the
 * grey levels of 8-bit images. Where the generator enlarges, one more layer of stride 1 comes
 * first: layers of stride 2 alone let a checkerboard of its sub-pixels pass.
 *
 * @see <a href="https://arxiv.org/abs/1611.07004">Isola et al. 2017</a>
 */
@Plugin(type = Discriminator.class, name = "patch")
public final class PatchDiscriminator implements Discriminator {
    private static final int MEAN = 5;
    private static final double GAIN = 20;
    private static final double NOISE = 0.003;

    @Override
    public Operand<TFloat32> apply(
            Layers layers, Operand<TFloat32> y, int scale, Operand<TInt64> seed) {
        Operand<TFloat32> noisy = layers.addNoise(layers.highPass(y, MEAN), NOISE, seed);
        Operand<TFloat32> x = layers.multiply(noisy, GAIN);
        if (scale > 1) x = layers.convolveAndActivate("full", x, 3, 16);
        x = layers.activate(layers.convolve("first", x, 4, 2, 32, Initializer.HE));
        x = layers.activate(layers.convolve("second", x, 4, 2, 64, Initializer.HE));
        x = layers.activate(layers.convolve("third", x, 4, 2, 128, Initializer.HE));
        return layers.convolve("score", x, 3, 1, 1, Initializer.SMALL);
    }
}

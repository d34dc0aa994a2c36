package org.mulligan.loss;

import org.mulligan.tensor.Layers;
import org.scijava.plugin.Plugin;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * Real is 1 and fake is 0, in least squares.
 *
 * @see <a href="https://arxiv.org/abs/1611.04076">Mao et al. 2017</a>
 */
@Plugin(type = AdversarialLoss.class, name = "least-squares")
public final class LeastSquares implements AdversarialLoss {
    @Override
    public Operand<TFloat32> discriminator(
            Layers layers, Operand<TFloat32> real, Operand<TFloat32> fake) {
        Operand<TFloat32> missed = layers.square(layers.add(real, -1));
        return layers.add(layers.mean(missed), layers.mean(layers.square(fake)));
    }

    @Override
    public Operand<TFloat32> generator(Layers layers, Operand<TFloat32> fake) {
        return layers.mean(layers.square(layers.add(fake, -1)));
    }

    @Override
    public double equilibriumLoss() {
        return 0.5;
    }
}

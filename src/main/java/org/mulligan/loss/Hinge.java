package org.mulligan.loss;

import org.mulligan.tensor.Layers;
import org.scijava.plugin.Plugin;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * Scores beyond the margin of 1 cost the discriminator nothing.
 *
 * @see <a href="https://arxiv.org/abs/1705.02894">Lim and Ye 2017</a>
 */
@Plugin(type = AdversarialLoss.class, name = "hinge")
public final class Hinge implements AdversarialLoss {
    @Override
    public Operand<TFloat32> discriminator(
            Layers layers, Operand<TFloat32> real, Operand<TFloat32> fake) {
        Operand<TFloat32> missed = layers.rectify(layers.add(layers.multiply(real, -1), 1));
        return layers.add(layers.mean(missed), layers.mean(layers.rectify(layers.add(fake, 1))));
    }

    @Override
    public Operand<TFloat32> generator(Layers layers, Operand<TFloat32> fake) {
        return layers.multiply(layers.mean(fake), -1);
    }

    @Override
    public double equilibriumLoss() {
        return 2;
    }
}

package org.mulligan.loss;

import org.mulligan.tensor.Layers;
import org.scijava.plugin.Plugin;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * Cross-entropy, the generator's part without saturation.
 *
 * @see <a href="https://arxiv.org/abs/1406.2661">Goodfellow et al. 2014</a>
 */
@Plugin(type = AdversarialLoss.class, name = "non-saturating")
public final class NonSaturating implements AdversarialLoss {
    @Override
    public Operand<TFloat32> discriminator(
            Layers layers, Operand<TFloat32> real, Operand<TFloat32> fake) {
        Operand<TFloat32> missed = layers.softplus(layers.multiply(real, -1));
        return layers.add(layers.mean(missed), layers.mean(layers.softplus(fake)));
    }

    @Override
    public Operand<TFloat32> generator(Layers layers, Operand<TFloat32> fake) {
        return layers.mean(layers.softplus(layers.multiply(fake, -1)));
    }

    @Override
    public double equilibriumLoss() {
        return 2 * Math.log(2);
    }
}

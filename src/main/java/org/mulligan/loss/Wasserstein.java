package org.mulligan.loss;

import org.mulligan.extension.ExtensionPoint;
import org.mulligan.tensor.Layers;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Plugin;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * The distance between the mean scores of a critic whose weights are clipped.
 *
 * @see <a href="https://arxiv.org/abs/1701.07875">Arjovsky et al. 2017</a>
 */
@Plugin(
        type = AdversarialLoss.class,
        name = "wasserstein",
        attrs = @Attr(name = ExtensionPoint.TASKS, value = "synthesise"))
public class Wasserstein implements AdversarialLoss {
    @Override
    public Operand<TFloat32> discriminator(
            Layers layers, Operand<TFloat32> real, Operand<TFloat32> fake) {
        return layers.subtract(layers.mean(fake), layers.mean(real));
    }

    @Override
    public Operand<TFloat32> generator(Layers layers, Operand<TFloat32> fake) {
        return layers.multiply(layers.mean(fake), -1);
    }

    @Override
    public double equilibriumLoss() {
        return 0;
    }

    @Override
    public double clip() {
        return 0.01;
    }

    @Override
    public int steps() {
        return 5;
    }
}

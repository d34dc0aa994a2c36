package org.example;

import org.mulligan.loss.AdversarialLoss;
import org.mulligan.tensor.Layers;
import org.scijava.plugin.Plugin;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** Real is 1 and fake is 0, as in least squares (Mao et al. 2017), but outliers count less. */
@Plugin(type = AdversarialLoss.class, name = "least-absolute")
public final class LeastAbsolute implements AdversarialLoss {
    @Override
    public Operand<TFloat32> discriminator(
            Layers layers, Operand<TFloat32> real, Operand<TFloat32> fake) {
        return layers.add(generator(layers, real), layers.mean(layers.absolute(fake)));
    }

    @Override
    public Operand<TFloat32> generator(Layers layers, Operand<TFloat32> fake) {
        return layers.mean(layers.absolute(layers.add(fake, -1)));
    }

    /** |s - 1| + |s| for any score s from 0 to 1. */
    @Override
    public double equilibriumLoss() {
        return 1;
    }
}

package org.mulligan.loss;

import org.mulligan.tensor.Layers;
import org.scijava.plugin.Plugin;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** mean (restored - target)<sup>2</sup>, whose minimum is the mean: for targets that are noisy. */
@Plugin(type = PixelLoss.class, name = "l2")
public final class MeanSquaredError implements PixelLoss {
    @Override
    public Operand<TFloat32> of(
            Layers layers, Operand<TFloat32> restored, Operand<TFloat32> target) {
        return layers.mean(layers.square(layers.subtract(restored, target)));
    }
}

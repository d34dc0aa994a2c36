package org.example;

import org.mulligan.loss.PixelLoss;
import org.mulligan.tensor.Layers;
import org.scijava.plugin.Plugin;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** mean of sqrt((restored - target)<sup>2</sup> + epsilon<sup>2</sup>); Charbonnier et al. 1994 */
@Plugin(type = PixelLoss.class, name = "charbonnier")
public final class Charbonnier implements PixelLoss {
    private static final double EPSILON = 1e-3;

    @Override
    public Operand<TFloat32> of(
            Layers layers, Operand<TFloat32> restored, Operand<TFloat32> target) {
        Operand<TFloat32> squared = layers.square(layers.subtract(restored, target));
        return layers.mean(layers.root(layers.add(squared, EPSILON * EPSILON)));
    }
}

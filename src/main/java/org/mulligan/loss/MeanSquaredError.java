package org.mulligan.loss;

import org.mulligan.tensor.Layers;
import org.scijava.plugin.Plugin;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * The L2 loss over the pixels whose target is known; a target may be {@link
 * org.mulligan.image.intensity.Normalisation#MISSING}. Its best guess is the mean of what the
 * target may be, which of a noisy target is the clean image, whatever the noise.
 */
@Plugin(type = PixelLoss.class, name = "l2")
public final class MeanSquaredError implements PixelLoss {
    @Override
    public Operand<TFloat32> of(
            Layers layers, Operand<TFloat32> restored, Operand<TFloat32> target) {
        Operand<TFloat32> known = layers.add(layers.multiply(layers.missing(target), -1), 1);
        Operand<TFloat32> squares =
                layers.multiply(layers.square(layers.subtract(restored, target)), known);
        return layers.ratio(layers.sum(squares), layers.sum(known));
    }
}

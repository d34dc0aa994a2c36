package org.mulligan.loss;

import org.mulligan.tensor.Layers;
import org.scijava.plugin.Plugin;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * The L1 loss. Its best guess is the median of what the target may be, which keeps edges where the
 * mean, that of L2, smears them.
 *
 * @see <a href="https://arxiv.org/abs/1511.08861">Zhao et al. 2015</a>
 */
@Plugin(type = PixelLoss.class, name = "l1")
public final class MeanAbsoluteError implements PixelLoss {
    @Override
    public Operand<TFloat32> of(
            Layers layers, Operand<TFloat32> restored, Operand<TFloat32> target) {
        return layers.mean(layers.absolute(layers.subtract(restored, target)));
    }
}

package org.mulligan.loss;

import org.mulligan.tensor.Layers;
import org.scijava.plugin.SciJavaPlugin;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * How far a restored image is from its target: what the faithful network minimises, and what the
 * adversary is weighed against. Annotate with {@code @Plugin(type = PixelLoss.class, name =
 * "...")}; the name is the user's key and is stored in the model.
 */
public interface PixelLoss extends SciJavaPlugin {
    /**
     * @param restored [n, h, w, 1] in normalised intensities
     * @param target same shape
     * @return a scalar, lowest where both are the same
     */
    Operand<TFloat32> of(Layers layers, Operand<TFloat32> restored, Operand<TFloat32> target);
}

package org.mulligan.tensor;

import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** Where a layer's weights come from: variables while training, constants in a finished model. */
@FunctionalInterface
public interface WeightSource {
    /**
     * The weights of one layer.
     *
     * @param name unique within the network; letters, digits and dots
     * @param initial what they start from when there are none yet
     * @param shape e.g. [height, width, in, out] of a convolution
     */
    Operand<TFloat32> get(String name, Initializer initial, long... shape);

    /** The same, every name behind a prefix: two networks can share one store. */
    default WeightSource within(String prefix) {
        return (name, initial, shape) -> get(prefix + name, initial, shape);
    }
}

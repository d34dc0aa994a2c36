package org.mulligan.network;

import org.mulligan.tensor.Layers;
import org.scijava.plugin.SciJavaPlugin;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/**
 * What tells restored images from targets while a restorer is trained. Annotate with
 * {@code @Plugin(type = Discriminator.class, name = "...")}; the name is the user's key and is
 * stored in the model. (A synthesiser brings its own, see {@link SynthesisSystem}.)
 */
public interface Discriminator extends SciJavaPlugin {
    /**
     * Adds the network to a graph; called for the targets and again, with the same weights, for the
     * restored images.
     *
     * @param y images [n, h, w, 1] in normalised intensities, the size of the targets
     * @param scale of the generator
     * @param seed of what is left to chance, an int64 pair that is another one at each step
     * @return scores [n, i, j, 1], one for each place, without a bound, high for real
     */
    Operand<TFloat32> apply(Layers layers, Operand<TFloat32> y, int scale, Operand<TInt64> seed);
}

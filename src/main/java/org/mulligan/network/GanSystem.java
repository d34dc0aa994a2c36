package org.mulligan.network;

import java.util.Optional;
import org.mulligan.tensor.NormedLayers;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/**
 * A generator and its discriminator.
 *
 * @see <a href="https://arxiv.org/abs/1406.2661">Goodfellow et al. 2014</a>
 */
public non-sealed interface GanSystem extends SynthesisSystem {
    /**
     * Draws.
     *
     * @param z [n, latent + classes]: normal numbers, then 1 at the class that is asked for
     * @return [n, size, size, channels] in -1 to 1
     */
    Operand<TFloat32> generator(NormedLayers layers, Operand<TFloat32> z, SynthesisShape shape);

    /**
     * Judges images.
     *
     * @param image [n, size, size, channels] in -1 to 1
     * @param classes [n, classes]; empty where there are none
     * @param smooth whether the gradient of its gradient is taken, so that it must do without batch
     *     norm
     * @param seed of what is left to chance, an int64 pair
     * @return scores [n, 1], high for real
     */
    Operand<TFloat32> discriminator(
            NormedLayers layers,
            Operand<TFloat32> image,
            Optional<Operand<TFloat32>> classes,
            SynthesisShape shape,
            boolean smooth,
            Operand<TInt64> seed);
}

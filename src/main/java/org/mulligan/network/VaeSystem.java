package org.mulligan.network;

import java.util.Optional;
import org.mulligan.tensor.NormedLayers;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/**
 * A decoder and its encoder, which learn by the evidence lower bound; the loss in its recipe is
 * empty.
 *
 * @see <a href="https://arxiv.org/abs/1312.6114">Kingma and Welling 2014</a>
 */
public non-sealed interface VaeSystem extends SynthesisSystem {
    /**
     * Draws.
     *
     * @param z [n, latent + classes]: normal numbers, then 1 at the class that is asked for
     * @return [n, size, size, channels] in -1 to 1
     */
    Operand<TFloat32> decoder(NormedLayers layers, Operand<TFloat32> z, SynthesisShape shape);

    /**
     * Finds the latent numbers that images may have been drawn from.
     *
     * @param image [n, size, size, channels] in -1 to 1
     * @param classes [n, classes]; empty where there are none
     * @param seed of what is left to chance, an int64 pair
     * @return their means, then the logarithms of their variances, [n, 2 latent]
     */
    Operand<TFloat32> encoder(
            NormedLayers layers,
            Operand<TFloat32> image,
            Optional<Operand<TFloat32>> classes,
            SynthesisShape shape,
            Operand<TInt64> seed);
}

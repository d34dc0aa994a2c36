package org.mulligan.network;

import java.util.Optional;
import org.mulligan.tensor.NormedLayers;
import org.scijava.plugin.SciJavaPlugin;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/**
 * A generator that draws images out of chance, with the network that teaches it. Annotate with
 * {@code @Plugin(type = SynthesisSystem.class, name = "...")}; the name is the user's key.
 */
public interface SynthesisSystem extends SciJavaPlugin {
    /**
     * What the system is trained with where the user says nothing.
     *
     * @param loss name of an {@code AdversarialLoss}; empty for a variational system
     * @param filters see {@link SynthesisShape#filters}
     * @param rate learning rate of the generator
     * @param discriminatorRate learning rate of the discriminator
     * @param beta1 first decay of Adam
     */
    record Recipe(
            String loss,
            int latent,
            int filters,
            int batch,
            double rate,
            double discriminatorRate,
            double beta1) {}

    /** What it is trained with. */
    Recipe recipe();

    /** Whether it can draw images of this side. */
    boolean draws(int size);

    /** The sides it can draw, for a message, e.g. {@code 32, 64 or 128 px}. */
    String sizes();

    /**
     * Whether the generator is the decoder of a variational autoencoder, and {@link #observe} its
     * encoder.
     */
    default boolean isVariational() {
        return false;
    }

    /** Whether its layers are large enough to be shared out among threads. */
    default boolean hasLargeLayers() {
        return true;
    }

    /**
     * Draws.
     *
     * @param z [n, latent + classes]: normal numbers, then 1 at the class that is asked for
     * @return [n, size, size, channels] in -1 to 1
     */
    Operand<TFloat32> draw(NormedLayers layers, Operand<TFloat32> z, SynthesisShape canvas);

    /**
     * Looks at images.
     *
     * @param image [n, size, size, channels] in -1 to 1
     * @param classes [n, classes]; empty where there are none
     * @param smooth whether the gradient of its gradient is taken, so that it must do without batch
     *     norm
     * @param seed of what is left to chance
     * @return scores [n, 1], high for real; of a variational system mean and logarithm of the
     *     variance of the latent numbers, [n, 2 latent]
     */
    Operand<TFloat32> observe(
            NormedLayers layers,
            Operand<TFloat32> image,
            Optional<Operand<TFloat32>> classes,
            SynthesisShape canvas,
            boolean smooth,
            Operand<TInt64> seed);
}

package org.mulligan.network;

import org.scijava.plugin.SciJavaPlugin;

/**
 * A network that draws images out of chance, with the one that teaches it: a {@link GanSystem} or a
 * {@link VaeSystem}. Annotate with {@code @Plugin(type = SynthesisSystem.class, name = "...")}; the
 * name is the user's key.
 */
public sealed interface SynthesisSystem extends SciJavaPlugin permits GanSystem, VaeSystem {
    /**
     * What the system is trained with where the user says nothing.
     *
     * @param loss name of an {@code AdversarialLoss}; empty for a variational system
     * @param filters see {@link SynthesisShape#filters}
     * @param rate learning rate of the network that draws
     * @param discriminatorRate learning rate of the one that teaches it
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

    /** Whether its layers are large enough to be shared out among threads. */
    default boolean hasLargeLayers() {
        return true;
    }
}

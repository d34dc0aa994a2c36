package org.mulligan.model;

import java.util.Locale;

/**
 * The sets of weights in a package: the two of a network that restores, or those of a synthesiser.
 */
public enum Weights {
    /** From the pixel loss alone: the network before the adversary. */
    FAITHFUL,
    /** From the pixel loss and the adversary, started from the faithful ones. */
    ADVERSARIAL,
    /** Of the network that draws images out of chance. */
    GENERATOR,
    /** Of the network that scored its images in training. */
    DISCRIMINATOR;

    /** What a model of this kind has always. */
    public static Weights main(ModelDescription description) {
        return description.synthesis().isPresent() ? GENERATOR : FAITHFUL;
    }

    /** As files and texts name it: {@code faithful}, {@code adversarial}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}

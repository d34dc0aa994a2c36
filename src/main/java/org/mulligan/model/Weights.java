package org.mulligan.model;

import java.util.Locale;

/** The two sets of weights that a trained network has. */
public enum Weights {
    /** From the pixel loss alone: the network before the adversary. */
    FAITHFUL,
    /** From the pixel loss and the adversary, started from the faithful ones. */
    ADVERSARIAL;

    /** As files and texts name it: {@code faithful}, {@code adversarial}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}

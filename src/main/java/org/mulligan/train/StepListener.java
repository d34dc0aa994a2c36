package org.mulligan.train;

import java.io.IOException;

/** Watches the {@link TrainingLoop} between its steps: diagnosis, log, preview, checkpoint. */
public interface StepListener {
    /** Before the first step of this part of a run. */
    default void begun() throws IOException {}

    /**
     * After each step.
     *
     * @param done steps since the start of the training
     */
    void stepped(long done, StepLosses losses) throws IOException;

    /** A loss was not a number; the loop is about to go back. */
    default void diverged() {}

    /** The loop has gone back to a checkpoint. */
    default void wentBack() {}
}

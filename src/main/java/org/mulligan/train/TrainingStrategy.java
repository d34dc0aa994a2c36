package org.mulligan.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/**
 * What is learnt in a {@link TrainingLoop}, and how: in what restorers and synthesisers differ.
 * Each step is a function of the plan, the images and the step's number.
 */
public interface TrainingStrategy {
    /**
     * The model that was written.
     *
     * @param lines what to tell the user of it
     */
    record Outcome(Path model, List<String> lines) {}

    /** What the parts of an interrupted run must share. */
    RunFingerprint fingerprint();

    /** Decides how many steps there are, and says what will be learnt. */
    void begin() throws IOException;

    /** Steps in all, once it has begun or was loaded. */
    long steps();

    /** What a person calls a step, e.g. "adversarial". */
    String stage(long step);

    /** Gets ready for steps from this one on. */
    default void startAt(long step) throws IOException {}

    /** Lets go of what {@link #startAt} got. */
    default void stop() {}

    /**
     * What the discriminator learns before the generator's step, on its own.
     *
     * @param factor of the learning rates
     * @return {@link StepLosses#NONE} where there is no such step
     */
    StepLosses discriminatorStep(long step, double factor) throws IOException;

    /**
     * What the generator learns, in one run with what the discriminator learns from the same
     * images.
     *
     * @return {@link StepLosses#NONE} where only the discriminator learns
     */
    StepLosses generatorStep(long step, double factor) throws IOException;

    /** Takes the generator's weights into their moving average, where the step has not done so. */
    default void average(long step, double factor) {}

    /** What is measured, said and drawn between the steps, in this order. */
    List<StepListener> listeners();

    /** Adds to a checkpoint what it must know beside the variables and the loop's state. */
    void store(Properties state);

    /** Reads what {@link #store} stored. */
    void load(Properties state);

    /** What a user can do when the training diverges. */
    String remedy();

    /**
     * Writes the model.
     *
     * @param stopped that not all steps were done, in words; empty where they were
     */
    Outcome finish(Optional<String> stopped) throws IOException;
}

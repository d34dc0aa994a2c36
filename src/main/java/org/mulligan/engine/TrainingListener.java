package org.mulligan.engine;

import java.nio.file.Path;

/** Watches a training: a log, a chart, a window. */
public interface TrainingListener extends Progress {
    /** Nobody watches. */
    TrainingListener SILENT = new TrainingListener() {};

    /** Called after each validation. */
    default void measured(TrainingMeasurement measurement) {}

    /**
     * Called when a synthesiser has drawn its fixed samples.
     *
     * @param sheet a PNG file that is there until the training ends
     * @param step steps done
     */
    default void drew(Path sheet, long step) {}
}

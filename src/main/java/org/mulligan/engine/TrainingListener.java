package org.mulligan.engine;

/** Watches a training: a log, a chart, a window. */
public interface TrainingListener extends Progress {
    /** Nobody watches. */
    TrainingListener SILENT = new TrainingListener() {};

    /** Called after each validation. */
    default void measured(TrainingMeasurement measurement) {}
}

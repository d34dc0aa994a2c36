package org.mulligan.engine;

import java.nio.file.Path;

/** Watches a training: a log, a chart, a window. */
public interface TrainingListener extends Progress {
    /** Nobody watches. */
    TrainingListener SILENT = new TrainingListener() {};

    /**
     * Begins the line of a sheet's Info that names what stands side by side in it, with {@code " |
     * "} between.
     */
    String PANELS = "Panels: ";

    /** Called after each validation. */
    default void measured(TrainingMeasurement measurement) {}

    /**
     * Called when a synthesiser has drawn its fixed samples, and when a restorer has made images
     * that are held back.
     *
     * @param sheet a file that is there until the training ends: of a synthesiser a PNG, of a
     *     restorer a TIFF whose Info names its {@link #PANELS}
     * @param step steps done
     */
    default void drew(Path sheet, long step) {}
}

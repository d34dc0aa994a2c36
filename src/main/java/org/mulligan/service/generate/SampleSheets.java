package org.mulligan.service.generate;

import java.io.IOException;
import java.nio.file.Path;
import org.mulligan.engine.TrainingListener;
import org.mulligan.engine.TrainingMeasurement;

/** Keeps the sheets of samples that a training draws on the way, for a file. All is passed on. */
public final class SampleSheets implements TrainingListener {
    private final TrainingListener next;
    private final SheetStack sheets;
    private final Path file;

    /**
     * @param model the package that is being trained
     * @param file of the stack
     */
    public SampleSheets(TrainingListener next, Path model, Path file) {
        this.next = next;
        this.sheets = new SheetStack(model);
        this.file = file;
    }

    @Override
    public void drew(Path sheet, long step) {
        next.drew(sheet, step);
        try {
            sheets.add(sheet, step);
        } catch (IOException | RuntimeException e) {
            // A picture on the way is not worth a training.
            next.log("A sheet of samples cannot be kept: " + e.getMessage());
        }
    }

    /** Writes the file, where anything was drawn. */
    public void write() throws IOException {
        if (!sheets.isEmpty()) sheets.write(file);
    }

    @Override
    public void measured(TrainingMeasurement measurement) {
        next.measured(measurement);
    }

    @Override
    public void log(String line) {
        next.log(line);
    }

    @Override
    public void update(String what, double fraction, double secondsLeft) {
        next.update(what, fraction, secondsLeft);
    }

    @Override
    public boolean cancelled() {
        return next.cancelled();
    }
}

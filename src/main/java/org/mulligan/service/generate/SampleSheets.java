package org.mulligan.service.generate;

import java.io.IOException;
import java.nio.file.Path;
import org.mulligan.engine.ForwardingListener;
import org.mulligan.engine.TrainingListener;

/** Keeps the sheets of samples that a training draws on the way, for a file. All is passed on. */
public final class SampleSheets extends ForwardingListener {
    private final SheetStack sheets;
    private final Path file;

    /**
     * @param model the package that is being trained
     * @param file of the stack
     */
    public SampleSheets(TrainingListener next, Path model, Path file) {
        super(next);
        this.sheets = new SheetStack(model);
        this.file = file;
    }

    @Override
    public void drew(Path sheet, long step) {
        super.drew(sheet, step);
        try {
            sheets.add(sheet, step);
        } catch (IOException | RuntimeException e) {
            // A picture on the way is not worth a training.
            log("A sheet of samples cannot be kept: " + e.getMessage());
        }
    }

    /** Writes the file, where anything was drawn. */
    public void write() throws IOException {
        if (!sheets.isEmpty()) sheets.write(file);
    }
}

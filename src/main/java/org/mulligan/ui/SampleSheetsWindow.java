package org.mulligan.ui;

import ij.ImagePlus;
import ij.macro.Interpreter;
import java.awt.GraphicsEnvironment;
import java.io.IOException;
import java.nio.file.Path;
import org.mulligan.engine.TrainingListener;
import org.mulligan.engine.TrainingMeasurement;
import org.mulligan.service.generate.SheetStack;

/** Shows the sheets of samples as a training draws them: a stack that grows. All is passed on. */
public final class SampleSheetsWindow implements TrainingListener {
    private final TrainingListener next;
    private final SheetStack sheets;
    private ImagePlus window;

    private SampleSheetsWindow(TrainingListener next, Path model) {
        this.next = next;
        this.sheets = new SheetStack(model);
    }

    /** The listener with a window where there is a display and one who watches, else as it is. */
    public static TrainingListener over(TrainingListener next, Path model) {
        return GraphicsEnvironment.isHeadless() || Interpreter.isBatchMode()
                ? next
                : new SampleSheetsWindow(next, model);
    }

    @Override
    public void drew(Path sheet, long step) {
        next.drew(sheet, step);
        try {
            sheets.add(sheet, step);
            show();
        } catch (IOException | RuntimeException e) {
            // A picture on the way is not worth a training.
            next.log("A sheet of samples cannot be shown: " + e.getMessage());
        }
    }

    private void show() {
        if (window == null) {
            window = sheets.image();
            window.show();
        } else {
            window.setStack(sheets.image().getStack());
            window.setSlice(window.getStackSize());
        }
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

package org.mulligan.ui;

import ij.ImagePlus;
import ij.macro.Interpreter;
import java.awt.GraphicsEnvironment;
import java.io.IOException;
import java.nio.file.Path;
import org.mulligan.engine.ForwardingListener;
import org.mulligan.engine.TrainingListener;
import org.mulligan.service.generate.SheetStack;

/** Shows the sheets of samples as a training draws them: a stack that grows. All is passed on. */
public final class SampleSheetsWindow extends ForwardingListener {
    private final SheetStack sheets;
    private ImagePlus window;

    private SampleSheetsWindow(TrainingListener next, Path model) {
        super(next);
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
        super.drew(sheet, step);
        try {
            sheets.add(sheet, step);
            show();
        } catch (IOException | RuntimeException e) {
            // A picture on the way is not worth a training.
            log("A sheet of samples cannot be shown: " + e.getMessage());
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
}

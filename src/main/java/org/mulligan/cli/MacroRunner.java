package org.mulligan.cli;

import ij.IJ;
import ij.Macro;
import ij.macro.Interpreter;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.mulligan.ui.Failures;

/** Runs an ImageJ macro in plain ImageJ without a display. */
final class MacroRunner {
    private final PrintStream errors;
    private boolean failed;

    MacroRunner(PrintStream errors) {
        this.errors = errors;
    }

    /**
     * Runs a macro to its end.
     *
     * @param argument what {@code getArgument()} gives
     * @return false when it failed; what went wrong has been said
     */
    boolean run(Path file, String argument) throws IOException, InterruptedException {
        String text = Files.readString(file);
        CommandTable.fill();
        HeadlessDialogs.install();
        IJ.setExceptionHandler(this::fail);
        // An error of ImageJ stops a macro at once only on a thread of such a name.
        Thread macro = new Thread(() -> interpret(text, argument), "Mulligan Macro$");
        macro.start();
        macro.join();
        return !failed;
    }

    private void interpret(String text, String argument) {
        Interpreter interpreter = new Interpreter();
        try {
            interpreter.run(text, argument);
        } catch (RuntimeException | Error e) {
            if (!Macro.MACRO_CANCELED.equals(e.getMessage())) fail(e);
        }
        String said = IJ.getErrorMessage();
        if (said != null && !interpreter.wasError()) errors.println(said);
        if (said != null || interpreter.wasError()) failed = true;
    }

    private void fail(Throwable failure) {
        if (Macro.MACRO_CANCELED.equals(failure.getMessage())) return;
        failed = true;
        errors.println(Failures.unexpected("The macro", failure));
    }
}

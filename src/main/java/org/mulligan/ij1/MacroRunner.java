package org.mulligan.ij1;

import ij.IJ;
import ij.Macro;
import ij.macro.Interpreter;
import ij.plugin.Macro_Runner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.mulligan.door.Failures;

/** Runs an ImageJ macro in plain ImageJ without a display. */
public final class MacroRunner {
    private final Consumer<String> errors;
    private boolean failed;

    /**
     * @param errors takes what went wrong, in lines
     */
    public MacroRunner(Consumer<String> errors) {
        this.errors = errors;
    }

    /**
     * Runs a macro to its end.
     *
     * @param argument what {@code getArgument()} gives
     * @return false when it failed; what went wrong has been said
     */
    public boolean run(Path file, String argument) throws IOException, InterruptedException {
        String text = Files.readString(file);
        CommandTable.fill();
        HeadlessDialogs.install(errors);
        Macro_Runner.setFilePath(file.toAbsolutePath().toString());
        IJ.setExceptionHandler(this::fail);
        // An error of ImageJ stops a macro at once only on a thread of such a name.
        Thread macro = new Thread(() -> interpret(text, argument), "Mulligan Macro$");
        macro.start();
        macro.join();
        return !failed;
    }

    /** {@code exit("text")} is how a macro says that it failed; {@code exit()} is an end. */
    public void exit(String message) {
        failed = true;
        errors.accept(message);
    }

    private void interpret(String text, String argument) {
        Interpreter interpreter = new Interpreter();
        try {
            interpreter.run(text, argument);
        } catch (RuntimeException | Error e) {
            if (!Macro.MACRO_CANCELED.equals(e.getMessage())) fail(e);
        }
        String said = IJ.getErrorMessage();
        if (said != null && !interpreter.wasError()) errors.accept(said);
        if (said != null || interpreter.wasError()) failed = true;
    }

    private void fail(Throwable failure) {
        if (Macro.MACRO_CANCELED.equals(failure.getMessage())) return;
        failed = true;
        errors.accept(Failures.unexpected("The macro", failure));
    }
}

package org.mulligan.cli;

import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.StackWalker.StackFrame;
import java.util.List;
import java.util.function.Consumer;

/**
 * Stdout for a macro's {@code print} alone. Without a display ImageJ prints its message boxes there
 * too, {@code exit("There is no folder")} among them; only the caller tells the two apart.
 */
final class MessagesApart extends PrintStream {
    private final Consumer<String> messages;
    private final Consumer<String> exits;

    /**
     * @param messages takes what ImageJ would show in a box
     * @param exits takes the message with which a macro ends itself
     */
    MessagesApart(OutputStream results, Consumer<String> messages, Consumer<String> exits) {
        super(results, true);
        this.messages = messages;
        this.exits = exits;
    }

    @Override
    public void println(String line) {
        List<StackFrame> callers =
                StackWalker.getInstance().walk(frames -> frames.skip(1).limit(4).toList());
        if (!anyIs(callers, "ij.IJ", "showMessage")) super.println(line);
        else if (anyIs(callers, "ij.macro.Functions", "exit")) exits.accept(line);
        else messages.accept(line);
    }

    private static boolean anyIs(List<StackFrame> frames, String className, String method) {
        return frames.stream()
                .anyMatch(
                        frame ->
                                frame.getClassName().equals(className)
                                        && frame.getMethodName().equals(method));
    }
}

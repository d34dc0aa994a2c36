package org.mulligan.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;

/**
 * The other half of what {@code bin/mulligan} does against TensorFlow's log lines: where it sets
 * {@link #LOG}, descriptor 2, on which native code writes, is that file, and the user's stderr is
 * in the place of stdin, which nothing reads.
 */
final class NativeChatter {
    /** Property: the file in which native code writes. */
    static final String LOG = "mulligan.engine.log";

    private NativeChatter() {}

    /** Lets Java's stderr be the user's again. */
    static void keepFromTerminal() {
        if (System.getProperty(LOG) != null)
            System.setErr(new PrintStream(new FileOutputStream(FileDescriptor.in), true));
    }
}

package org.mulligan.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;

/**
 * Where {@code bin/mulligan} enters. It keeps TensorFlow's log lines from the terminal: native code
 * writes on descriptor 2, which is then the file of property {@code mulligan.engine.log}, and the
 * user's stderr is in the place of stdin, which nothing reads. A class of its own, so that the
 * user's stderr is back before a library can be found missing.
 */
final class Launch {
    private Launch() {}

    public static void main(String[] arguments) {
        if (System.getProperty("mulligan.engine.log") != null)
            System.setErr(new PrintStream(new FileOutputStream(FileDescriptor.in), true));
        Main.main(arguments);
    }
}

package org.mulligan.ui;

import ij.IJ;
import java.nio.file.Path;

/** Runs a command of the menu from a window of ours, as a user would. */
final class MenuCommand {
    private MenuCommand() {}

    /** Runs a model in a thread of its own, on the open image where the command takes one. */
    static void run(String command, Path model) {
        Thread run =
                new Thread(
                        () -> IJ.run(command, "model=[" + model + "]"), "Mulligan runs the model");
        run.setDaemon(true);
        run.start();
    }
}

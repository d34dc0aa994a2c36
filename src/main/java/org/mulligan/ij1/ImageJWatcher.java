package org.mulligan.ij1;

import ij.IJ;
import org.mulligan.door.Watcher;

/** ImageJ's progress bar, status line and log; Escape cancels. */
final class ImageJWatcher implements Watcher {
    private final EscapeKey escape = new EscapeKey();

    @Override
    public void log(String line) {
        IJ.log(line);
    }

    @Override
    public void result(String line) {
        IJ.log(line);
    }

    @Override
    public void update(String what, double fraction, double secondsLeft) {
        IJ.showStatus(what + Watcher.timeLeft(secondsLeft) + " (Esc stops)");
        IJ.showProgress(fraction);
    }

    @Override
    public boolean cancelled() {
        return escape.pressed();
    }

    @Override
    public void close() {
        escape.close();
        IJ.showProgress(1);
        IJ.showStatus("");
    }
}

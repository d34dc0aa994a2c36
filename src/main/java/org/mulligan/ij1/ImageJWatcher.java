package org.mulligan.ij1;

import ij.IJ;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.mulligan.door.Watcher;

/**
 * ImageJ's progress bar, status line and log; Escape cancels. There is one bar: of several pieces
 * of work it shows the one that began last.
 */
final class ImageJWatcher implements Watcher {
    private static final List<ImageJWatcher> OPEN = new CopyOnWriteArrayList<>();

    /** At 1 ImageJ takes the bar away, and the work has not ended yet. */
    private static final double ALMOST = 0.999;

    private final EscapeKey escape = new EscapeKey();

    ImageJWatcher() {
        OPEN.add(this);
    }

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
        if (OPEN.get(OPEN.size() - 1) != this) return;
        IJ.showStatus(what + Watcher.timeLeft(secondsLeft) + " (Esc stops)");
        IJ.showProgress(Math.min(fraction, ALMOST));
    }

    @Override
    public boolean cancelled() {
        return escape.pressed();
    }

    @Override
    public void close() {
        escape.close();
        OPEN.remove(this);
        if (!OPEN.isEmpty()) return;
        IJ.showProgress(1);
        IJ.showStatus("");
    }
}

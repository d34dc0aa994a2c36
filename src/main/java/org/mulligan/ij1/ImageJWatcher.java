package org.mulligan.ij1;

import ij.IJ;
import org.mulligan.door.Watcher;

/**
 * ImageJ's progress bar, status line and log; Escape cancels. There is one bar: of several pieces
 * of work it shows the one that began last.
 */
final class ImageJWatcher implements Watcher {
    /** At 1 ImageJ takes the bar away, and the work has not ended yet. */
    private static final double ALMOST = 0.999;

    private final EscapeKey escape = new EscapeKey();
    private final String title;
    private volatile boolean keeps;
    private volatile boolean stopped;

    /**
     * @param title of the work
     */
    ImageJWatcher(String title) {
        this.title = title;
        WorkUnderWay.began(this);
    }

    String title() {
        return title;
    }

    /** Whether something is kept of the work when it is stopped. */
    boolean keeps() {
        return keeps;
    }

    void stop() {
        stopped = true;
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
    public void keepsWhenStopped() {
        keeps = true;
    }

    @Override
    public void update(String what, double fraction, double secondsLeft) {
        if (!WorkUnderWay.isNewest(this)) return;
        IJ.showStatus(what + Watcher.timeLeft(secondsLeft) + " (Esc stops)");
        IJ.showProgress(Math.min(fraction, ALMOST));
    }

    @Override
    public boolean cancelled() {
        return stopped || escape.pressed();
    }

    @Override
    public void close() {
        escape.close();
        if (!WorkUnderWay.ended(this)) return;
        IJ.showProgress(1);
        IJ.showStatus("");
    }
}

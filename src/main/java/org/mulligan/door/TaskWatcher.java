package org.mulligan.door;

import org.scijava.log.LogService;
import org.scijava.task.Task;

/** Fiji's task window, whose red X cancels, and SciJava's log. */
final class TaskWatcher implements Watcher {
    private static final int STEPS = 1000;
    private final Task task;
    private final LogService log;

    TaskWatcher(Task task, LogService log) {
        this.task = task;
        this.log = log;
        task.setProgressMaximum(STEPS);
        task.start();
    }

    @Override
    public void log(String line) {
        log.info(line);
    }

    @Override
    public void result(String line) {
        log.info(line);
    }

    @Override
    public void update(String what, double fraction, double secondsLeft) {
        task.setStatusMessage(what + Watcher.timeLeft(secondsLeft));
        task.setProgressValue(Math.round(fraction * STEPS));
    }

    @Override
    public boolean cancelled() {
        return task.isCanceled();
    }

    @Override
    public void close() {
        task.finish();
    }
}

package org.mulligan.engine;

import java.nio.file.Path;

/** Passes everything on to another listener; what extends it looks at some of it on the way. */
public abstract class ForwardingListener implements TrainingListener {
    private final TrainingListener next;

    protected ForwardingListener(TrainingListener next) {
        this.next = next;
    }

    @Override
    public void measured(TrainingMeasurement measurement) {
        next.measured(measurement);
    }

    @Override
    public void drew(Path sheet, long step) {
        next.drew(sheet, step);
    }

    @Override
    public void log(String line) {
        next.log(line);
    }

    @Override
    public void warn(String line) {
        next.warn(line);
    }

    @Override
    public void result(String line) {
        next.result(line);
    }

    @Override
    public void update(String what, double fraction, double secondsLeft) {
        next.update(what, fraction, secondsLeft);
    }

    @Override
    public boolean cancelled() {
        return next.cancelled();
    }
}

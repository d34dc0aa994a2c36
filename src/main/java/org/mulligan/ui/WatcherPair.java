package org.mulligan.ui;

import org.mulligan.engine.TrainingMeasurement;

/**
 * Two who watch the same work; either can stop it.
 *
 * @param one is told first
 * @param other is told the same
 */
public record WatcherPair(Watcher one, Watcher other) implements Watcher {
    @Override
    public void log(String line) {
        one.log(line);
        other.log(line);
    }

    @Override
    public void result(String line) {
        one.result(line);
        other.result(line);
    }

    @Override
    public void update(String what, double fraction, double secondsLeft) {
        one.update(what, fraction, secondsLeft);
        other.update(what, fraction, secondsLeft);
    }

    @Override
    public void measured(TrainingMeasurement measurement) {
        one.measured(measurement);
        other.measured(measurement);
    }

    @Override
    public boolean cancelled() {
        return one.cancelled() || other.cancelled();
    }

    @Override
    public void close() {
        try (other) {
            one.close();
        }
    }
}

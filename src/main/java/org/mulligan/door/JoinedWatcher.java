package org.mulligan.door;

import org.mulligan.engine.TrainingMeasurement;

/** Two who watch one work: both show how far it is, and either stops it. */
final class JoinedWatcher implements Watcher {
    private final Watcher first;
    private final Watcher second;

    /**
     * @param first also takes what is said, so that nothing is said twice
     */
    JoinedWatcher(Watcher first, Watcher second) {
        this.first = first;
        this.second = second;
    }

    @Override
    public void log(String line) {
        first.log(line);
    }

    @Override
    public void result(String line) {
        first.result(line);
    }

    @Override
    public void measured(TrainingMeasurement measurement) {
        first.measured(measurement);
        second.measured(measurement);
    }

    @Override
    public void update(String what, double fraction, double secondsLeft) {
        first.update(what, fraction, secondsLeft);
        second.update(what, fraction, secondsLeft);
    }

    @Override
    public boolean cancelled() {
        return first.cancelled() || second.cancelled();
    }

    @Override
    public void close() {
        first.close();
        second.close();
    }
}

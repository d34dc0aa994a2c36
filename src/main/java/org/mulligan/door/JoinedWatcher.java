package org.mulligan.door;

import java.util.function.LongSupplier;
import org.mulligan.engine.TrainingMeasurement;

/**
 * Two who watch one work: both show how far it is, and either stops it.
 *
 * <p>Both are given the same share of the work. SciJava's task window reckons the time that is left
 * from that share and the time since it was opened, so once there is an estimate, the share is that
 * of the time: then the window says what the status bar says.
 */
final class JoinedWatcher implements Watcher {
    private final Watcher first;
    private final Watcher second;
    private final LongSupplier nanoseconds;
    private final long begun;
    private double shown;

    /**
     * @param first also takes what is said, so that nothing is said twice
     */
    JoinedWatcher(Watcher first, Watcher second) {
        this(first, second, System::nanoTime);
    }

    /**
     * @param nanoseconds a clock
     */
    JoinedWatcher(Watcher first, Watcher second, LongSupplier nanoseconds) {
        this.first = first;
        this.second = second;
        this.nanoseconds = nanoseconds;
        begun = nanoseconds.getAsLong();
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
    public void keepsWhenStopped() {
        first.keepsWhenStopped();
        second.keepsWhenStopped();
    }

    @Override
    public void measured(TrainingMeasurement measurement) {
        first.measured(measurement);
        second.measured(measurement);
    }

    @Override
    public void update(String what, double fraction, double secondsLeft) {
        double share = fraction;
        if (secondsLeft > 0) {
            double passed = (nanoseconds.getAsLong() - begun) * 1e-9;
            share = passed / (passed + secondsLeft);
        }
        shown = Math.max(shown, share); // No bar goes back.
        first.update(what, shown, secondsLeft);
        second.update(what, shown, secondsLeft);
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

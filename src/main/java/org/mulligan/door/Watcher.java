package org.mulligan.door;

import org.mulligan.engine.TrainingListener;

/** One who waits for one piece of work: a progress bar, a task window, a terminal. */
public interface Watcher extends TrainingListener, AutoCloseable {
    @Override
    void result(String line);

    /** Told at the beginning by work that keeps what it has so far when it is stopped. */
    default void keepsWhenStopped() {}

    /** The work has ended, well or not. */
    @Override
    void close();

    /** Time left in a few words, e.g. {@code ", 2 min left"}; empty while there is no estimate. */
    static String timeLeft(double seconds) {
        if (!(seconds >= 0)) return "";
        return seconds < 90
                ? ", %d s left".formatted(Math.round(seconds))
                : ", %d min left".formatted(Math.round(seconds / 60));
    }
}

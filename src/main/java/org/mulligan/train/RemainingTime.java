package org.mulligan.train;

import org.mulligan.engine.TrainingListener;

/**
 * Says how far a training is and how long it will take, by the time of its steps here. The mean
 * counts, as validations and checkpoints come in between; but the first steps do not, in which
 * graphs are optimised.
 */
final class RemainingTime implements StepListener {
    /** Steps that are not measured; a strategy may have two graphs. */
    private static final int WARM_UP = 2;

    /** Measured steps without which nothing is said. */
    private static final int LEAST = 2;

    private final TrainingStrategy training;
    private final TrainingRun run;
    private final TrainingListener listener;
    private long first;
    private double since;

    RemainingTime(TrainingStrategy training, TrainingRun run, TrainingListener listener) {
        this.training = training;
        this.run = run;
        this.listener = listener;
    }

    @Override
    public void begun() {
        first = run.step();
        since = run.secondsHere();
    }

    @Override
    public void wentBack() {
        begun();
    }

    @Override
    public void stepped(long done, StepLosses losses) {
        long steps = training.steps();
        if (done - first == WARM_UP) since = run.secondsHere();
        long measured = done - first - WARM_UP;
        listener.update(
                "%s, step %d of %d".formatted(training.stage(done - 1), done, steps),
                done / (double) steps,
                measured < LEAST ? -1 : (run.secondsHere() - since) / measured * (steps - done));
    }
}

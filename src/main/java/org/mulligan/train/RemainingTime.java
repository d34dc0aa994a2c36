package org.mulligan.train;

import org.mulligan.engine.TrainingListener;

/** Says how far a training is and how long it will take, by the time of its steps here. */
final class RemainingTime implements StepListener {
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
        listener.update(
                "%s, step %d of %d".formatted(training.stage(done - 1), done, steps),
                done / (double) steps,
                (run.secondsHere() - since) / (done - first) * (steps - done));
    }
}

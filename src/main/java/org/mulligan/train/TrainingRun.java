package org.mulligan.train;

import java.util.concurrent.CancellationException;

/** How far a training has come, in its earlier parts and in this one. */
public final class TrainingRun {
    /** With fewer steps there is nothing to keep. */
    private static final int FEWEST_STEPS = 10;

    private final long started = System.nanoTime();
    private final TrainingLog log;
    private long step;
    private double factor = 1;
    private int rollbacks;

    /** Seconds that earlier parts of the run took. */
    private double before;

    public TrainingRun(TrainingLog log) {
        this.log = log;
    }

    /** Steps done. */
    public long step() {
        return step;
    }

    /** Of the learning rates: 1, halved each time that the training had to go back. */
    public double factor() {
        return factor;
    }

    public int rollbacks() {
        return rollbacks;
    }

    public TrainingLog log() {
        return log;
    }

    /** Seconds since this part of the run began. */
    public double secondsHere() {
        return (System.nanoTime() - started) * 1e-9;
    }

    /** Seconds of all parts of the run. */
    public double seconds() {
        return before + secondsHere();
    }

    /**
     * @throws CancellationException when so few steps were done that there is no model
     */
    public void requireSteps() {
        if (step < FEWEST_STEPS)
            throw new CancellationException(
                    "Training was stopped before there was anything to keep");
    }

    void advance() {
        step++;
    }

    void countRollback() {
        rollbacks++;
    }

    /** Learns at another factor, and has gone back so often, whatever a checkpoint says. */
    void goOnWith(double factor, int rollbacks) {
        this.factor = factor;
        this.rollbacks = rollbacks;
    }

    TrainingState state() {
        return new TrainingState(step, factor, rollbacks, seconds(), log.lines());
    }

    void restore(TrainingState then) {
        step = then.step();
        factor = then.factor();
        rollbacks = then.rollbacks();
        before = then.seconds() - secondsHere();
        log.reset(then.log());
    }
}

package org.mulligan.train.synthesis;

import java.util.function.LongSupplier;
import org.mulligan.train.StepListener;
import org.mulligan.train.StepLosses;
import org.mulligan.train.TrainingLog;

/** Says the losses: all along to those who watch, a hundred times to the model's provenance. */
final class LossLog implements StepListener {
    private static final int TOLD = 100;

    /** The classic programs print their losses as often. */
    private static final int STEPS_UNSAID = 100;

    private final SynthesisWatch watch;
    private final boolean varied;
    private final TrainingLog log;
    private final LongSupplier steps;

    /**
     * @param varied whether the diversity says something
     * @param steps of the whole training
     */
    LossLog(SynthesisWatch watch, boolean varied, TrainingLog log, LongSupplier steps) {
        this.watch = watch;
        this.varied = varied;
        this.log = log;
        this.steps = steps;
    }

    @Override
    public void stepped(long done, StepLosses losses) {
        if (done % Math.max(1, steps.getAsLong() / TOLD) == 0) log.tell(line(done));
        else if (done % STEPS_UNSAID == 0) log.show(line(done));
    }

    private String line(long step) {
        return "step %d: %s".formatted(step, watch.losses(varied));
    }
}

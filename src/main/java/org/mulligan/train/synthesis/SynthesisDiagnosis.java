package org.mulligan.train.synthesis;

import org.mulligan.train.StepListener;
import org.mulligan.train.StepLosses;
import org.mulligan.train.TrainingRun;

/** Says what goes wrong as soon as it shows, once. */
final class SynthesisDiagnosis implements StepListener {
    private final SynthesisWatch watch;
    private final TrainingRun run;

    SynthesisDiagnosis(SynthesisWatch watch, TrainingRun run) {
        this.watch = watch;
        this.run = run;
    }

    @Override
    public void stepped(long done, StepLosses losses) {
        watch.add(losses).ifPresent(this::warn);
    }

    /**
     * After each sheet of samples.
     *
     * @param ratio how different its images are, divided by how different real ones are
     * @param done share of the training
     */
    void drew(double ratio, double done) {
        watch.addDiversity(ratio, done).ifPresent(this::warn);
    }

    @Override
    public void diverged() {
        watch.diverged().ifPresent(this::warn);
    }

    /** The checkpoint knew nothing of it. */
    @Override
    public void wentBack() {
        watch.diverged();
    }

    private void warn(SynthesisWatch.Fault fault) {
        run.log().tell("Step %d: %s".formatted(run.step(), fault.words));
    }
}

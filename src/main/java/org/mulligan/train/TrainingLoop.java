package org.mulligan.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.mulligan.engine.TrainingListener;
import org.mulligan.engine.TrainingReport;

/**
 * Trains whatever its strategy is for. A run that was interrupted and resumed gives the same bits
 * as one that was not.
 */
public final class TrainingLoop {
    private final TrainingStrategy training;
    private final TrainingRun run;
    private final CheckpointFolder folder;
    private final TrainingListener watcher;
    private final Checkpoints checkpoints;
    private final List<StepListener> listeners;

    /**
     * @param graph that the strategy's steps change; closed by the caller
     * @param watcher may cancel it
     */
    public TrainingLoop(
            TrainingStrategy training,
            TrainingGraph graph,
            TrainingRun run,
            CheckpointFolder folder,
            TrainingListener watcher) {
        this.training = training;
        this.run = run;
        this.folder = folder;
        this.watcher = watcher;
        checkpoints = new Checkpoints(folder, training, graph, run);
        listeners = new ArrayList<>(training.listeners());
        listeners.add(checkpoints);
        listeners.add(new RemainingTime(training, run, watcher));
    }

    /**
     * Trains from the start or the last checkpoint, and writes the model.
     *
     * @throws CancellationException when it is cancelled before there is anything to keep
     * @throws IllegalArgumentException when another process trains this model
     */
    public TrainingReport run() throws IOException {
        TrainingReport report;
        try (CheckpointFolder.Hold hold = folder.hold()) {
            report = train();
        }
        if (report.complete()) folder.delete();
        return report;
    }

    private TrainingReport train() throws IOException {
        if (!resume()) begin();
        boolean complete = learn();
        TrainingStrategy.Outcome made =
                training.finish(complete ? Optional.empty() : Optional.of(stopped()));
        return new TrainingReport(made.model(), run.step(), complete, made.lines());
    }

    private boolean resume() throws IOException {
        Optional<Path> newest = folder.toResume();
        if (folder.resumes() && newest.isEmpty())
            run.log().tell("There is no interrupted training of this name; beginning a new one.");
        if (newest.isEmpty()) return false;
        checkpoints.restore(newest.get());
        run.log().tell("Going on after step %d of %d.".formatted(run.step(), training.steps()));
        return true;
    }

    private void begin() throws IOException {
        training.begin();
        checkpoints.save();
    }

    /** True when all steps were done, false when the user stopped it. */
    private boolean learn() throws IOException {
        try {
            training.startAt(run.step());
            for (StepListener listener : listeners) listener.begun();
            while (run.step() < training.steps()) {
                if (watcher.cancelled()) return false;
                StepLosses losses = step(run.step(), run.factor());
                if (!losses.areFinite()) {
                    goBack();
                    continue;
                }
                run.advance();
                // Diagnosis, log, measurement, checkpoint, time left: in this order.
                for (StepListener listener : listeners) listener.stepped(run.step(), losses);
            }
            return true;
        } finally {
            training.stop();
            if (run.step() > 0) checkpoints.save();
        }
    }

    private StepLosses step(long step, double factor) throws IOException {
        StepLosses losses = training.discriminatorStep(step, factor);
        if (!losses.areFinite()) return losses;
        losses = losses.then(training.generatorStep(step, factor));
        training.average(step, factor);
        return losses;
    }

    private void goBack() throws IOException {
        training.stop();
        listeners.forEach(StepListener::diverged);
        checkpoints.rollBack();
        listeners.forEach(StepListener::wentBack);
        training.startAt(run.step());
    }

    private String stopped() {
        return "Stopped after step %d of %d; the same command with resume=true goes on."
                .formatted(run.step(), training.steps());
    }
}

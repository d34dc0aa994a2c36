package org.mulligan.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;

/** Saves a training on its way, and takes it back to where it was saved. */
final class Checkpoints implements StepListener {
    private static final double SECONDS = 45;
    private static final int MOST_ROLLBACKS = 3;

    private final CheckpointFolder folder;
    private final TrainingStrategy training;
    private final TrainingGraph graph;
    private final TrainingRun run;
    private double savedAt;

    Checkpoints(
            CheckpointFolder folder,
            TrainingStrategy training,
            TrainingGraph graph,
            TrainingRun run) {
        this.folder = folder;
        this.training = training;
        this.graph = graph;
        this.run = run;
    }

    @Override
    public void stepped(long done, StepLosses losses) throws IOException {
        if (run.secondsHere() - savedAt > SECONDS) save();
    }

    /** A step can have a finite loss and leave weights that are not; those are never kept. */
    void save() throws IOException {
        if (!graph.isFinite()) return;
        Properties state = new Properties();
        training.fingerprint().store(state);
        run.state().store(state);
        training.store(state);
        folder.write(run.step(), state, graph::save);
        savedAt = run.secondsHere();
    }

    void restore(Path checkpoint) throws IOException {
        Properties state = CheckpointFolder.state(checkpoint);
        List<String> differences = training.fingerprint().compare(state);
        graph.restore(checkpoint);
        run.restore(TrainingState.of(state));
        training.load(state);
        differences.forEach(run.log()::tell);
        savedAt = run.secondsHere();
    }

    /**
     * After a loss that was not a number: on from the newest checkpoint at half the rates.
     *
     * @throws IOException when that has not helped often enough
     */
    void rollBack() throws IOException {
        run.countRollback();
        long diverged = run.step();
        int count = run.rollbacks();
        if (count > MOST_ROLLBACKS)
            throw new IOException(
                    "Training diverged %d times, the last time at step %d; %s"
                            .formatted(count, diverged, training.remedy()));
        double halved = run.factor() / 2;
        restore(folder.newest().orElseThrow());
        run.goOnWith(halved, count);
        run.log()
                .tell(
                        "The loss was not a number at step %d: back to step %d with %s of the learning rates (%d of at most %d times)."
                                .formatted(diverged, run.step(), halved, count, MOST_ROLLBACKS));
    }
}

package org.mulligan.train.restore;

import java.io.IOException;
import java.util.Arrays;
import org.mulligan.data.pairs.Batch;
import org.mulligan.data.pairs.Batches;
import org.mulligan.data.pairs.TrainingSet;

/** Measures how long a step takes on this machine, and leaves the graph as it was. */
final class Stopwatch {
    private static final int WARM_UP = 4;
    private static final int MEASURED = 9;

    private Stopwatch() {}

    /** Median seconds of a faithful and of an adversarial step. */
    static double[] measure(GanGraph graph, TrainingSet images, int batch, TrainingSchedule stages)
            throws IOException {
        try (Batches batches = images.batches(batch, 0)) {
            Batch patches = batches.next();
            GanGraph.Pace pace = stages.generator(0, 32, 1);
            double faithful = median(() -> graph.faithfulStep(patches, pace));
            double adversarial = median(() -> graph.adversarialStep(patches, pace, pace));
            return new double[] {faithful, adversarial};
        } finally {
            graph.reset();
        }
    }

    private static double median(Runnable step) {
        for (int i = 0; i < WARM_UP; i++) step.run();
        double[] seconds = new double[MEASURED];
        for (int i = 0; i < MEASURED; i++) {
            long start = System.nanoTime();
            step.run();
            seconds[i] = (System.nanoTime() - start) * 1e-9;
        }
        Arrays.sort(seconds);
        return seconds[MEASURED / 2];
    }
}

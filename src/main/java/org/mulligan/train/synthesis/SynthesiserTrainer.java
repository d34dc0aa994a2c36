package org.mulligan.train.synthesis;

import java.io.IOException;
import java.util.concurrent.CancellationException;
import org.mulligan.data.samples.Fit;
import org.mulligan.data.samples.Samples;
import org.mulligan.engine.SynthesisPlan;
import org.mulligan.engine.TrainingListener;
import org.mulligan.engine.TrainingReport;
import org.mulligan.tensor.Sessions;
import org.mulligan.train.CheckpointFolder;
import org.mulligan.train.Extensions;
import org.mulligan.train.TrainingLog;
import org.mulligan.train.TrainingLoop;
import org.mulligan.train.TrainingRun;
import org.scijava.plugin.PluginService;

/** Trains a network that draws images. */
public final class SynthesiserTrainer {
    private static final int LOG_LINES = 200;

    private final SynthesisPlan plan;
    private final Extensions seams;
    private final boolean bf16;
    private final TrainingListener listener;
    private final TrainingRun run;

    /**
     * @param plugins where systems and losses are found by name
     * @param bf16 whether convolutions are computed in bfloat16
     */
    public SynthesiserTrainer(
            SynthesisPlan plan, PluginService plugins, boolean bf16, TrainingListener listener) {
        this.plan = plan;
        this.seams = new Extensions(plugins);
        this.bf16 = bf16;
        this.listener = listener;
        run = new TrainingRun(new TrainingLog(LOG_LINES, listener::log));
    }

    /**
     * Prepares this process for the plan's system, before the first session.
     *
     * @throws IllegalArgumentException when there is no such system
     */
    public static void prepare(SynthesisPlan plan, PluginService plugins) {
        if (!new Extensions(plugins).system(plan.drawing().system()).hasLargeLayers())
            Sessions.computeSideBySide();
    }

    /**
     * Runs the plan from its start or its last checkpoint, and writes the model.
     *
     * @throws IllegalArgumentException when the images, the system or the loss do not fit the plan
     * @throws CancellationException when it is cancelled before there is anything to keep
     */
    public TrainingReport train() throws IOException {
        CheckpointFolder checkpoints =
                new CheckpointFolder(plan.checkpointFolder(), plan.model(), plan.resume());
        checkpoints.requireFree();
        // Before the images are read: a wrong name costs nothing then.
        SynthesisSettings.of(plan, SynthesisSettings.Common.UNKNOWN, seams);
        SynthesisPlan.Images source = plan.images();
        Samples samples =
                Samples.judged(
                        source.path(),
                        source.classes(),
                        source.size(),
                        source.channels(),
                        Fit.valueOf(source.fit().name()),
                        SynthesisSettings.guides(source.guides()),
                        plan.seed(),
                        run.log()::tell);
        SynthesisSettings settings =
                SynthesisSettings.of(
                        plan, SynthesisSettings.Common.of(samples, plan.seed()), seams);
        try (SynthesisGraph graph = settings.graph(bf16)) {
            SynthesiserTraining training =
                    new SynthesiserTraining(settings, samples, graph, bf16, run, listener);
            return new TrainingLoop(training, graph, run, checkpoints, listener).run();
        }
    }
}

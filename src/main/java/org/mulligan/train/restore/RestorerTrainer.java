package org.mulligan.train.restore;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.mulligan.data.pairs.PairSettings;
import org.mulligan.engine.TrainingListener;
import org.mulligan.engine.TrainingPlan;
import org.mulligan.engine.TrainingPlan.Dimensions;
import org.mulligan.engine.TrainingReport;
import org.mulligan.model.Task;
import org.mulligan.network.NarrowedUNet;
import org.mulligan.train.CheckpointFolder;
import org.mulligan.train.Extensions;
import org.mulligan.train.RunFingerprint;
import org.mulligan.train.Tasks;
import org.mulligan.train.TrainingLog;
import org.mulligan.train.TrainingLoop;
import org.mulligan.train.TrainingRun;
import org.scijava.plugin.PluginService;

/** Trains a network that makes an image from an image. */
public final class RestorerTrainer {
    private static final int LOG_LINES = 100;

    private final RestorerSettings settings;
    private final TrainingListener listener;
    private final TrainingRun run;

    /**
     * @param plugins where architectures and adversarial losses are found by name
     * @param bf16 whether convolutions are computed in bfloat16
     * @throws IllegalArgumentException when the plan names one that is not there
     */
    public RestorerTrainer(
            TrainingPlan plan, PluginService plugins, boolean bf16, TrainingListener listener) {
        settings = RestorerSettings.of(plan, new Extensions(plugins), bf16);
        this.listener = listener;
        run = new TrainingRun(new TrainingLog(LOG_LINES, listener::log));
    }

    /**
     * Runs the plan from its start or its last checkpoint, and writes the model.
     *
     * @throws CancellationException when it is cancelled before there is anything to keep
     */
    public TrainingReport train() throws IOException {
        TrainingPlan plan = settings.plan();
        CheckpointFolder checkpoints =
                new CheckpointFolder(plan.checkpointFolder(), plan.model(), plan.resume());
        checkpoints.requireFree();
        RestorerSettings begun =
                plan.generator().start().isPresent() && RunFingerprint.lacks(checkpoints, "start")
                        ? settings.withoutStart()
                        : settings;
        boolean leastSquares = checkpoints.goesOnWithout(RestorerTraining.SCALES);
        Examples examples =
                Examples.open(
                        begun, pairSettings().fittedByLeastSquares(leastSquares), listener::log);
        RestorerSettings own = examples.isSeries() ? begun.ofSeries() : begun;
        Optional<StartWeights> start = examples.start(own, run.log());
        RestorerSettings used = start.map(own::startingWith).orElseGet(() -> examples.fitting(own));
        Validation validation = examples.validation(used);
        validation.baseline().forEach(run.log()::tell);
        Optional<StartWeights> teacher = teacher(used);
        try (GanGraph graph = used.graph(teacher)) {
            teacher.ifPresent(
                    known ->
                            graph.startWith(
                                    NarrowedUNet.of(
                                            known.graph().weights(), used.size().filters())));
            start.ifPresent(
                    weights ->
                            graph.startWith(weights.weights(used.size().planes(), used.isTold())));
            RestorerTraining training =
                    new RestorerTraining(
                            used,
                            examples.images(),
                            validation,
                            graph,
                            run,
                            listener,
                            leastSquares,
                            start);
            return new TrainingLoop(training, graph, run, checkpoints, listener).run();
        }
    }

    /** Of a network that is to learn what a larger one makes. */
    private Optional<StartWeights> teacher(RestorerSettings used) throws IOException {
        Optional<Path> model = settings.plan().generator().teacher();
        if (model.isEmpty()) return Optional.empty();
        StartWeights teacher = StartWeights.of(model.get());
        used.requireTeacher(teacher);
        run.log()
                .tell(
                        "The training learns what %s makes, which has %d filters, and begins with those %d of them that count for most."
                                .formatted(
                                        teacher.name(),
                                        teacher.size().filters(),
                                        used.size().filters()));
        return Optional.of(teacher);
    }

    /** The keys of the user's command, for messages, and what a pair of the task must be like. */
    private PairSettings pairSettings() {
        Task task = settings.plan().imaging().task();
        String[] folders = Tasks.folders(settings.plan());
        boolean noiseAlone =
                !task.enlarges() && !task.blurs() && !task.evensLight() && !task.finerDepth();
        boolean align = settings.plan().images().align() && !task.evensLight();
        PairSettings pairs =
                new PairSettings(folders[0], folders[1], noiseAlone, align)
                        .calibratedOn(settings.plan().images().calibration());
        Dimensions dimensions = settings.plan().generator().dimensions();
        return dimensions.isVolume()
                ? pairs.ofVolumes(dimensions.planes())
                : pairs.taking(dimensions.distances());
    }
}

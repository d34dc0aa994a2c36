package org.mulligan.train.restore;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CancellationException;
import org.mulligan.data.pairs.Batch;
import org.mulligan.data.pairs.Batches;
import org.mulligan.data.pairs.Exposer;
import org.mulligan.data.pairs.TrainingSet;
import org.mulligan.engine.TrainingListener;
import org.mulligan.engine.TrainingMeasurement;
import org.mulligan.engine.TrainingPlan;
import org.mulligan.engine.TrainingReport;
import org.mulligan.loss.NonSaturating;
import org.mulligan.model.ModelDescription.PercentileRange;
import org.mulligan.network.Architecture;
import org.mulligan.network.NetworkSize;
import org.mulligan.tensor.Sessions;
import org.mulligan.train.CheckpointFolder;
import org.mulligan.train.Extensions;
import org.mulligan.train.PlanText;
import org.mulligan.train.RunFingerprint;
import org.mulligan.train.Tasks;
import org.scijava.plugin.PluginService;

/**
 * Trains a generator in two stages: a faithful network with the pixel loss, then an adversary that
 * starts from its weights. Every step is a function of the plan and the step's number, so a run
 * that was interrupted and resumed gives the same bits as one that was not.
 */
public final class RestorerTrainer {
    /** Stored in every model. */
    private static final PercentileRange PERCENTILES =
            new PercentileRange(TrainingSet.LOW_PERCENTILE, TrainingSet.HIGH_PERCENTILE);

    private static final double CHECKPOINT_SECONDS = 45;
    private static final int MOST_ROLLBACKS = 3;
    private static final int LOG_LINES = 100;

    private final TrainingPlan plan;
    private final Architecture architecture;
    private final NetworkSize measures;
    private final Exposer exposer;
    private final GanParts parts;
    private final boolean bf16;
    private final TrainingListener listener;
    private final long started = System.nanoTime();
    private final CheckpointFolder checkpoints;
    private final DiscriminatorWatch watch;
    private final List<String> story = new ArrayList<>();

    private TrainingSet images;
    private Validation validation;
    private TrainingSchedule stages;
    private long step;
    private double factor = 1;
    private int rollbacks;
    private double bestPsnr = Double.NEGATIVE_INFINITY;
    private double pixelLoss = Double.NaN;
    private double savedAt;

    /** Seconds that earlier parts of the run took. */
    private double before;

    /**
     * @param plugins where architectures and adversarial losses are found by name
     * @param bf16 whether convolutions are computed in bfloat16
     * @throws IllegalArgumentException when the plan names one that is not there
     */
    public RestorerTrainer(
            TrainingPlan plan, PluginService plugins, boolean bf16, TrainingListener listener) {
        Extensions seams = new Extensions(plugins);
        this.plan = plan;
        this.architecture =
                seams.architecture(plan.generator().architecture(), plan.imaging().task().word());
        this.measures =
                new NetworkSize(
                        plan.generator().filters(),
                        plan.generator().depth(),
                        plan.imaging().scale());
        this.exposer = exposer(plan.imaging(), seams);
        // A plan without an adversary still builds the graph's losses, but never runs them.
        this.parts =
                new GanParts(
                        architecture,
                        seams.pixelLoss(plan.generator().pixelLoss()),
                        seams.discriminator(plan.adversary().discriminator()),
                        plan.adversary().present()
                                ? seams.loss(plan.adversary().loss())
                                : new NonSaturating(),
                        plan.adversary().weight());
        this.bf16 = bf16;
        this.listener = listener;
        checkpoints = new CheckpointFolder(plan.checkpointFolder());
        watch = new DiscriminatorWatch(parts.adversary().asleep());
    }

    /**
     * Runs the plan from its start or its last checkpoint, and writes the model.
     *
     * @throws CancellationException when it is cancelled before there is anything to keep
     */
    public TrainingReport train() throws IOException {
        checkpoints.requireFree(plan.model(), plan.resume());
        TrainingPlan.Images source = plan.images();
        images =
                TrainingSet.open(
                        source.noisy(),
                        source.clean(),
                        source.fit(),
                        source.skip(),
                        exposer,
                        plan.schedule().patch(),
                        plan.seed(),
                        listener::log);
        validation = new Validation(images, plan.imaging().task(), architecture.stride(measures));
        tell(validation.baseline());
        try (GanGraph graph =
                new GanGraph(
                        parts,
                        measures,
                        plan.schedule().batch(),
                        plan.schedule().patch(),
                        plan.seed(),
                        bf16)) {
            if (!resume(graph)) begin(graph);
            boolean complete = loop(graph);
            return finish(graph, complete);
        }
    }

    private static Exposer exposer(TrainingPlan.Imaging imaging, Extensions seams) {
        return new Exposer(
                seams.degradation(imaging.degradation(), imaging.task().word()),
                Tasks.conditions(imaging),
                imaging.photons().low(),
                imaging.photons().high(),
                PERCENTILES.low(),
                PERCENTILES.high(),
                imaging.task().evensLight());
    }

    private boolean resume(GanGraph graph) throws IOException {
        Optional<Path> newest = checkpoints.toResume(plan.model(), plan.resume());
        if (plan.resume() && newest.isEmpty())
            tell("There is no interrupted training of this name; beginning a new one.");
        if (newest.isEmpty()) return false;
        restore(graph, newest.get());
        tell("Going on after step %d of %d.".formatted(step, stages.total()));
        return true;
    }

    private void begin(GanGraph graph) throws IOException {
        boolean adversary = plan.adversary().present();
        if (plan.schedule().steps() > 0) {
            stages = TrainingSchedule.of(plan.schedule().steps(), adversary);
        } else {
            stages = TrainingSchedule.of(1000, adversary);
            double[] seconds = Stopwatch.measure(graph, images, plan.schedule().batch(), stages);
            double left = 0.95 * (60 * plan.schedule().minutes() - seconds());
            stages = TrainingSchedule.within(Math.max(left, 1), seconds[0], seconds[1], adversary);
            tell(
                    "%.0f ms a step (%.0f ms with the adversary): %d steps fill %s minutes; steps=%d repeats this run."
                            .formatted(
                                    1e3 * seconds[0],
                                    1e3 * seconds[1],
                                    stages.total(),
                                    plan.schedule().minutes(),
                                    stages.total()));
        }
        tell(
                "Steps: %d faithful, %d of the discriminator alone, %d adversarial; seed %d; %s on %s."
                        .formatted(
                                stages.faithful(),
                                stages.alone(),
                                stages.adversarial(),
                                plan.seed(),
                                bf16 ? "bf16" : "fp32",
                                Sessions.placement().name()));
        save(graph);
    }

    /** True when all steps were done, false when the user stopped it. */
    private boolean loop(GanGraph graph) throws IOException {
        Batches batches = images.batches(plan.schedule().batch(), step);
        try {
            long first = step;
            double begun = seconds();
            while (step < stages.total()) {
                if (listener.cancelled()) return false;
                if (step == stages.faithful()) graph.startFromBest();
                GanGraph.Losses losses = learn(graph, batches.next());
                if (!Double.isFinite(losses.pixel())
                        || (step >= stages.faithful()
                                && !Double.isFinite(losses.discriminator()))) {
                    batches.close();
                    rollBack(graph);
                    batches = images.batches(plan.schedule().batch(), step);
                    first = step;
                    begun = seconds();
                    continue;
                }
                note(losses);
                step++;
                if (stages.validatesAfter(step)) validate(graph);
                if (seconds() - savedAt > CHECKPOINT_SECONDS) save(graph);
                double left = (seconds() - begun) / (step - first) * (stages.total() - step);
                listener.update(
                        "%s, step %d of %d".formatted(stages.name(step - 1), step, stages.total()),
                        step / (double) stages.total(),
                        left);
            }
            return true;
        } finally {
            batches.close();
            if (step > 0) save(graph);
        }
    }

    private GanGraph.Losses learn(GanGraph graph, Batch batch) {
        if (stages.isFaithful(step))
            return graph.faithfulStep(
                    batch, stages.generator(step, plan.generator().filters(), factor));
        GanGraph.Pace discriminator = stages.discriminator(step, factor);
        if (stages.isAlone(step)) return graph.discriminatorStep(batch, discriminator);
        return graph.adversarialStep(
                batch, stages.generator(step, plan.generator().filters(), factor), discriminator);
    }

    private void note(GanGraph.Losses losses) {
        pixelLoss =
                Double.isNaN(pixelLoss)
                        ? losses.pixel()
                        : pixelLoss + 0.02 * (losses.pixel() - pixelLoss);
        if (step >= stages.faithful()) watch.add(losses);
    }

    private void rollBack(GanGraph graph) throws IOException {
        if (++rollbacks > MOST_ROLLBACKS)
            throw new IOException(
                    "Training diverged %d times, the last time at step %d; try a smaller weight of the adversary, a larger batch, or look for images with extreme intensities"
                            .formatted(rollbacks, step));
        long diverged = step;
        double halved = factor / 2;
        int count = rollbacks;
        restore(graph, checkpoints.newest().orElseThrow());
        factor = halved;
        rollbacks = count;
        tell(
                "The loss was not a number at step %d: back to step %d with %s of the learning rate (%d of at most %d times)."
                        .formatted(diverged, step, factor, rollbacks, MOST_ROLLBACKS));
    }

    private void validate(GanGraph graph) {
        boolean faithful = step <= stages.faithful();
        if (step > stages.faithful() && step <= stages.faithful() + stages.alone()) return;
        Validation.Figures figures = validation.glance(graph::predict);
        if (faithful && figures.psnr() > bestPsnr) {
            bestPsnr = figures.psnr();
            graph.keepBest();
        }
        String line =
                String.format(
                        Locale.ROOT,
                        "step %d (%s): %s %.4f%s, validation %s",
                        step,
                        stages.name(step - 1),
                        pixelLossName(),
                        pixelLoss,
                        faithful
                                ? ""
                                : ", D %.3f (asleep %.3f), real above fake %.2f"
                                        .formatted(
                                                watch.loss(),
                                                watch.asleep(),
                                                watch.realAboveFake()),
                        figures);
        tell(line);
        listener.measured(
                new TrainingMeasurement(
                        stages.name(step - 1),
                        step,
                        stages.total(),
                        pixelLoss,
                        faithful ? Double.NaN : watch.loss(),
                        figures.psnr(),
                        figures.ssim()));
    }

    /** In the log L1 is a name and the others are keys. */
    private String pixelLossName() {
        String key = plan.generator().pixelLoss();
        return key.equals(TrainingPlan.Generator.L1) ? "L1" : key;
    }

    private TrainingReport finish(GanGraph graph, boolean complete) throws IOException {
        if (bestPsnr == Double.NEGATIVE_INFINITY) {
            if (step < 10)
                throw new CancellationException(
                        "Training was stopped before there was anything to keep");
            graph.keepBest();
        }
        boolean adversarial = step > stages.faithful() + stages.alone();
        List<String> closing = new ArrayList<>();
        if (adversarial)
            closing.add(
                    String.format(
                            Locale.ROOT,
                            "D loss %.3f (asleep %.3f), real above fake %.2f. %s",
                            watch.loss(),
                            watch.asleep(),
                            watch.realAboveFake(),
                            watch.state().words));
        if (!complete)
            closing.add(
                    "Stopped after step %d of %d; the same command with resume=true goes on."
                            .formatted(step, stages.total()));
        story.addAll(closing);
        RestorerPackager maker =
                new RestorerPackager(
                        plan, architecture, measures, PERCENTILES, images, validation, bf16);
        Path model =
                maker.write(
                        graph.weights("best"),
                        adversarial ? Optional.of(graph.weights("ema")) : Optional.empty(),
                        new RestorerPackager.Course(
                                stages, step, story, watch, rollbacks, before + seconds()));
        if (complete) checkpoints.delete();
        List<String> lines = new ArrayList<>(maker.figures());
        lines.addAll(closing);
        return new TrainingReport(model, step, complete, lines);
    }

    /** A step can have a finite loss and leave weights that are not; those are never kept. */
    private void save(GanGraph graph) throws IOException {
        if (!graph.isFinite()) return;
        Properties state = new Properties();
        conditions().store(state);
        new TrainingState(
                        step,
                        stages,
                        factor,
                        before + seconds(),
                        rollbacks,
                        bestPsnr,
                        pixelLoss,
                        story)
                .store(state);
        watch.store(state);
        checkpoints.write(step, state, graph::save);
        savedAt = seconds();
    }

    private void restore(GanGraph graph, Path checkpoint) throws IOException {
        Properties state = CheckpointFolder.state(checkpoint);
        List<String> differences = conditions().compare(state);
        graph.restore(checkpoint);
        TrainingState then = TrainingState.of(state);
        step = then.step();
        stages = then.stages();
        factor = then.factor();
        before = then.seconds() - seconds();
        rollbacks = then.rollbacks();
        bestPsnr = then.bestPsnr();
        pixelLoss = then.pixelLoss();
        story.clear();
        story.addAll(then.story());
        differences.forEach(this::tell);
        watch.load(state);
        savedAt = seconds();
    }

    private RunFingerprint conditions() {
        return new RunFingerprint(PlanText.values(plan), images.hash(), bf16);
    }

    private void tell(String line) {
        if (story.size() < LOG_LINES) story.add(line);
        listener.log(line);
    }

    private double seconds() {
        return (System.nanoTime() - started) * 1e-9;
    }
}

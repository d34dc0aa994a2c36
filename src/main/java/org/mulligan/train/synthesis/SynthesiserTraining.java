package org.mulligan.train.synthesis;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.SplittableRandom;
import org.mulligan.data.samples.SampleBatch;
import org.mulligan.data.samples.Samples;
import org.mulligan.data.samples.Symmetries;
import org.mulligan.engine.SynthesisPlan;
import org.mulligan.engine.TrainingListener;
import org.mulligan.loss.AdversarialLoss;
import org.mulligan.model.LatentSpace;
import org.mulligan.tensor.Sessions;
import org.mulligan.train.LearningRates;
import org.mulligan.train.PlanText;
import org.mulligan.train.RunFingerprint;
import org.mulligan.train.StepListener;
import org.mulligan.train.StepLosses;
import org.mulligan.train.Stopwatch;
import org.mulligan.train.TrainingRun;
import org.mulligan.train.TrainingStrategy;

/** Trains a generator, with as many steps of its discriminator as the loss asks for. */
final class SynthesiserTraining implements TrainingStrategy {
    private final SynthesisSettings settings;
    private final SynthesisPlan plan;
    private final Samples samples;
    private final SynthesisGraph graph;
    private final boolean bf16;
    private final TrainingRun run;
    private final LatentSpace space;
    private final SynthesisWatch watch;
    private final List<StepListener> listeners;
    private long steps;

    SynthesiserTraining(
            SynthesisSettings settings,
            Samples samples,
            SynthesisGraph graph,
            boolean bf16,
            TrainingRun run,
            TrainingListener listener) {
        this.settings = settings;
        this.samples = samples;
        this.graph = graph;
        this.bf16 = bf16;
        this.run = run;
        plan = settings.plan();
        space = new LatentSpace(settings.shape().latent(), samples.classes());
        watch =
                new SynthesisWatch(
                        settings.loss().map(AdversarialLoss::equilibriumLoss).orElse(Double.NaN));
        SynthesisDiagnosis diagnosis = new SynthesisDiagnosis(watch, run);
        boolean varied = settings.guided().isEmpty();
        listeners =
                List.of(
                        diagnosis,
                        new LossLog(watch, varied, run.log(), this::steps),
                        new SheetPreview(
                                new FixedSamples(settings, samples, space),
                                graph,
                                diagnosis,
                                run,
                                this::steps,
                                plan.checkpointFolder(),
                                listener));
    }

    @Override
    public RunFingerprint fingerprint() {
        return new RunFingerprint(PlanText.values(plan), samples.hash(), bf16);
    }

    @Override
    public void begin() throws IOException {
        steps = plannedSteps();
        int batch = settings.batch();
        run.log()
                .tell(
                        "%s, %s: %d steps of %d images (%.1f epochs); rates %s and %s; seed %d; %s on %s."
                                .formatted(
                                        plan.drawing().system(),
                                        settings.loss().isPresent()
                                                ? "loss " + settings.lossName()
                                                : "evidence lower bound",
                                        steps,
                                        batch,
                                        steps
                                                * settings.discriminatorSteps()
                                                / (double) samples.stepsInEpoch(batch),
                                        settings.rate(),
                                        settings.discriminatorRate(),
                                        plan.seed(),
                                        bf16 ? "bf16" : "fp32",
                                        Sessions.placement().name()));
    }

    private long plannedSteps() throws IOException {
        SynthesisPlan.Schedule schedule = plan.schedule();
        if (schedule.steps() > 0) return schedule.steps();
        if (schedule.epochs() > 0)
            return Math.max(
                    1,
                    schedule.epochs()
                            * samples.stepsInEpoch(settings.batch())
                            / settings.discriminatorSteps());
        double seconds = Stopwatch.median(() -> discriminatorStep(0, 1).then(generatorStep(0, 1)));
        graph.reset();
        double left = 0.95 * (60 * schedule.minutes() - run.secondsHere());
        long fit = Math.max(1, (long) (left / seconds));
        run.log()
                .tell(
                        "%.0f ms a step: %d steps fill %s minutes; steps=%d repeats this run."
                                .formatted(1e3 * seconds, fit, schedule.minutes(), fit));
        return fit;
    }

    @Override
    public long steps() {
        return steps;
    }

    @Override
    public String stage(long step) {
        return plan.drawing().system();
    }

    /** All of its steps but the last, which it learns with the generator. */
    @Override
    public StepLosses discriminatorStep(long step, double factor) {
        StepLosses losses = StepLosses.NONE;
        int rounds = settings.discriminatorSteps();
        for (int i = 0; i < rounds - 1 && losses.areFinite(); i++) {
            SampleBatch batch = batch(step * rounds + i);
            losses =
                    graph.discriminatorStep(
                            batch, classes(batch.step()), rates(step, batch.step(), factor));
        }
        return losses;
    }

    @Override
    public StepLosses generatorStep(long step, double factor) {
        SampleBatch batch = batch(lastRound(step));
        return graph.step(batch, classes(batch.step()), rates(step, batch.step(), factor));
    }

    @Override
    public void average(long step, double factor) {
        graph.average(rates(step, lastRound(step), factor));
    }

    private long lastRound(long step) {
        return (step + 1) * settings.discriminatorSteps() - 1;
    }

    private LearningRates rates(long step, long round, double factor) {
        return settings.rates(step, round, steps, factor);
    }

    private SampleBatch batch(long round) {
        SampleBatch batch = samples.batch(settings.batch(), round);
        return plan.images().symmetries()
                ? Symmetries.turn(
                        batch, settings.shape().size(), settings.shape().seen(), plan.seed())
                : batch;
    }

    /** Those that are drawn at a step. */
    private int[] classes(long round) {
        if (space.classes().isEmpty()) return new int[0];
        return new SplittableRandom(plan.seed() * 31 + round)
                .ints(settings.batch(), 0, space.classes().size())
                .toArray();
    }

    @Override
    public List<StepListener> listeners() {
        return listeners;
    }

    @Override
    public void store(Properties state) {
        state.setProperty("steps", Long.toString(steps));
        watch.store(state);
    }

    @Override
    public void load(Properties state) {
        steps = Long.parseLong(state.getProperty("steps"));
        watch.load(state);
    }

    @Override
    public String remedy() {
        return "try smaller rates, a larger batch, or look for images with extreme intensities";
    }

    @Override
    public Outcome finish(Optional<String> stopped) throws IOException {
        run.requireSteps();
        stopped.ifPresent(run.log()::tell);
        SynthesiserPackager packager =
                new SynthesiserPackager(
                        settings,
                        space,
                        samples,
                        bf16,
                        graph,
                        new SynthesiserPackager.Course(run, steps, watch, run.seconds()));
        Path model = packager.write();
        List<String> lines = new ArrayList<>(packager.figures());
        for (SynthesisWatch.Fault fault : watch.faults()) lines.add(fault.words);
        stopped.ifPresent(lines::add);
        return new Outcome(model, lines);
    }
}

package org.mulligan.train.restore;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.mulligan.data.pairs.Batch;
import org.mulligan.data.pairs.Batches;
import org.mulligan.data.pairs.TrainingSet;
import org.mulligan.engine.TrainingListener;
import org.mulligan.engine.TrainingPlan;
import org.mulligan.tensor.Sessions;
import org.mulligan.train.LearningRates;
import org.mulligan.train.PlanText;
import org.mulligan.train.RunFingerprint;
import org.mulligan.train.StepListener;
import org.mulligan.train.StepLosses;
import org.mulligan.train.Stopwatch;
import org.mulligan.train.TrainingRun;
import org.mulligan.train.TrainingStrategy;

/**
 * Trains a generator in two stages: a faithful network with the pixel loss, then an adversary that
 * starts from its weights.
 */
final class RestorerTraining implements TrainingStrategy {
    /** How pairs are brought to one scale; what a checkpoint lacks that began by least squares. */
    static final String SCALES = "scales";

    private static final String BY_HALVES = "by halves of blocks";

    private final boolean leastSquares;
    private final Optional<StartWeights> start;
    private final RestorerSettings settings;
    private final TrainingPlan plan;
    private final TrainingSet images;
    private final Validation validation;
    private final GanGraph graph;
    private final TrainingRun run;
    private final DiscriminatorWatch watch;
    private final PeriodicValidation measured;
    private TrainingSchedule schedule;
    private Optional<Batches> batches = Optional.empty();

    /**
     * @param leastSquares whether it goes on that began with pairs fitted so
     * @param start what the weights are; empty: chance
     */
    RestorerTraining(
            RestorerSettings settings,
            TrainingSet images,
            Validation validation,
            GanGraph graph,
            TrainingRun run,
            TrainingListener listener,
            boolean leastSquares,
            Optional<StartWeights> start) {
        this.start = start;
        this.leastSquares = leastSquares;
        this.settings = settings;
        this.images = images;
        this.validation = validation;
        this.graph = graph;
        this.run = run;
        plan = settings.plan();
        watch =
                new DiscriminatorWatch(
                        settings.parts().adversary().equilibriumLoss(), () -> schedule);
        measured =
                new PeriodicValidation(
                        lossName(),
                        validation,
                        graph,
                        watch,
                        () -> schedule,
                        run.log(),
                        new PreviewSheet(
                                validation,
                                plan.adversary().present(),
                                plan.checkpointFolder(),
                                listener),
                        listener);
    }

    /** In the log L1 is a name and the others are keys. */
    private String lossName() {
        String key = plan.generator().pixelLoss();
        return key.equals(TrainingPlan.Generator.L1) ? "L1" : key;
    }

    @Override
    public RunFingerprint fingerprint() {
        return new RunFingerprint(PlanText.values(plan), images.hash(), settings.bf16());
    }

    @Override
    public void begin() throws IOException {
        boolean adversary = plan.adversary().present();
        schedule =
                plan.schedule().steps() > 0
                        ? TrainingSchedule.of(plan.schedule().steps(), adversary)
                        : scheduleOfMinutes(adversary);
        run.log()
                .tell(
                        "Steps: %d faithful, %d of the discriminator alone, %d adversarial; seed %d; %s on %s."
                                .formatted(
                                        schedule.faithful(),
                                        schedule.alone(),
                                        schedule.adversarial(),
                                        plan.seed(),
                                        settings.bf16() ? "bf16" : "fp32",
                                        Sessions.placement().name()));
        if (start.isPresent()) measured.begin();
    }

    /** As many steps as the minutes that are left allow. */
    private TrainingSchedule scheduleOfMinutes(boolean adversary) throws IOException {
        double faithful;
        double adversarial;
        LearningRates.Rate rate = TrainingSchedule.of(1000, adversary).rates(0, 32, 1).generator();
        LearningRates rates = new LearningRates(rate, rate, 0);
        try (Batches some = images.batches(settings.examples(), 0)) {
            Batch batch = some.next();
            faithful = Stopwatch.median(() -> graph.faithfulStep(batch, rates));
            adversarial = Stopwatch.median(() -> graph.adversarialStep(batch, rates));
        } finally {
            graph.reset();
        }
        double left = 0.95 * (60 * plan.schedule().minutes() - run.secondsHere());
        TrainingSchedule fits =
                TrainingSchedule.within(Math.max(left, 1), faithful, adversarial, adversary);
        run.log()
                .tell(
                        "%.0f ms a step (%.0f ms with the adversary): %d steps fill %s minutes; steps=%d repeats this run."
                                .formatted(
                                        1e3 * faithful,
                                        1e3 * adversarial,
                                        fits.total(),
                                        plan.schedule().minutes(),
                                        fits.total()));
        return fits;
    }

    @Override
    public long steps() {
        return schedule.total();
    }

    @Override
    public String stage(long step) {
        return schedule.name(step);
    }

    @Override
    public void startAt(long step) throws IOException {
        batches = Optional.of(images.batches(settings.examples(), step));
    }

    @Override
    public void stop() {
        batches.ifPresent(Batches::close);
        batches = Optional.empty();
    }

    @Override
    public StepLosses discriminatorStep(long step, double factor) throws IOException {
        if (step == schedule.faithful()) graph.startFromBest();
        return schedule.isAlone(step)
                ? graph.discriminatorStep(batch(), rates(step, factor))
                : StepLosses.NONE;
    }

    /** The graph takes the weights into their average in the same run. */
    @Override
    public StepLosses generatorStep(long step, double factor) throws IOException {
        if (schedule.isAlone(step)) return StepLosses.NONE;
        return schedule.isFaithful(step)
                ? graph.faithfulStep(batch(), rates(step, factor))
                : graph.adversarialStep(batch(), rates(step, factor));
    }

    private Batch batch() throws IOException {
        return batches.orElseThrow().next();
    }

    private LearningRates rates(long step, double factor) {
        return schedule.rates(
                step,
                settings.size().filters(),
                factor * start.map(StartWeights::rate).orElse(1.0));
    }

    @Override
    public List<StepListener> listeners() {
        return List.of(watch, measured);
    }

    @Override
    public void store(Properties state) {
        if (!leastSquares) state.setProperty(SCALES, BY_HALVES);
        schedule.store(state);
        measured.store(state);
        watch.store(state);
    }

    @Override
    public void load(Properties state) {
        schedule = TrainingSchedule.of(state);
        measured.load(state);
        watch.load(state);
    }

    @Override
    public String remedy() {
        return "try a smaller weight of the adversary, a larger batch, or look for images with extreme intensities";
    }

    @Override
    public Outcome finish(Optional<String> stopped) throws IOException {
        if (!measured.hasKept()) {
            run.requireSteps();
            graph.keepBest();
        }
        boolean adversarial = run.step() > schedule.faithful() + schedule.alone();
        List<String> closing = new ArrayList<>();
        if (adversarial) closing.add(watch.words() + ". " + watch.state().words);
        stopped.ifPresent(closing::add);
        closing.forEach(run.log()::close);
        RestorerPackager packager =
                new RestorerPackager(
                        settings,
                        images,
                        validation,
                        new RestorerPackager.Course(run, schedule, watch, run.seconds()),
                        graph.weights("best"),
                        adversarial ? Optional.of(graph.weights("ema")) : Optional.empty());
        Path model = packager.write();
        List<String> lines = new ArrayList<>(packager.figures());
        lines.addAll(closing);
        return new Outcome(model, lines);
    }
}

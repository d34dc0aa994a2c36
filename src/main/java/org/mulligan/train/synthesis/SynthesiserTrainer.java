package org.mulligan.train.synthesis;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import javax.imageio.ImageIO;
import org.mulligan.data.samples.Fit;
import org.mulligan.data.samples.SampleBatch;
import org.mulligan.data.samples.Samples;
import org.mulligan.data.samples.Symmetries;
import org.mulligan.engine.SynthesisPlan;
import org.mulligan.engine.TrainingListener;
import org.mulligan.engine.TrainingReport;
import org.mulligan.loss.AdversarialLoss;
import org.mulligan.model.LatentSpace;
import org.mulligan.tensor.Sessions;
import org.mulligan.train.CheckpointFolder;
import org.mulligan.train.Extensions;
import org.mulligan.train.PlanText;
import org.mulligan.train.RunFingerprint;
import org.scijava.plugin.PluginService;

/**
 * Trains a synthesiser. Every step is a function of the plan and the step's number, so a run that
 * was interrupted and resumed gives the same bits as one that was not.
 */
public final class SynthesiserTrainer {
    private static final double CHECKPOINT_SECONDS = 45;
    private static final int MOST_ROLLBACKS = 3;
    private static final int LOG_LINES = 200;

    /** Of a training, in the model's own report. */
    private static final int LOSSES = 100;

    /** The classic programs print their losses as often. */
    private static final int STEPS_UNSAID = 100;

    private static final int SHEETS = 20;
    private static final int COLUMNS = 8;

    private final SynthesisPlan plan;
    private final Extensions seams;
    private final boolean bf16;
    private final TrainingListener listener;
    private final CheckpointFolder checkpoints;
    private final long started = System.nanoTime();
    private final List<String> story = new ArrayList<>();

    private Samples samples;
    private SynthesisSettings settings;
    private SynthesisWatch watch;
    private LatentSpace space;
    private float[] sheetCodes;
    private double realSpread;
    private Optional<GuidedSheet> guidedSheet = Optional.empty();
    private long steps;
    private long step;
    private double factor = 1;
    private int rollbacks;
    private double savedAt;
    private double before;

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
        checkpoints = new CheckpointFolder(plan.checkpointFolder());
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
        checkpoints.requireFree(plan.model(), plan.resume());
        // Before the images are read: a wrong name costs nothing then.
        SynthesisSettings.of(plan, SynthesisSettings.Common.UNKNOWN, seams);
        SynthesisPlan.Images source = plan.images();
        samples =
                Samples.open(
                        source.path(),
                        source.classes(),
                        source.size(),
                        source.channels(),
                        Fit.valueOf(source.fit().name()),
                        SynthesisSettings.guides(source.guides()),
                        plan.seed(),
                        this::tell);
        settings =
                SynthesisSettings.of(
                        plan, SynthesisSettings.Common.of(samples, plan.seed()), seams);
        space = new LatentSpace(settings.canvas().latent(), samples.classes());
        prepareSheet();
        watch = new SynthesisWatch(settings.loss().map(AdversarialLoss::asleep).orElse(Double.NaN));
        try (SynthesisGraph graph = settings.graph(bf16)) {
            if (!resume(graph)) begin(graph);
            boolean complete = loop(graph);
            return finish(graph, complete);
        }
    }

    private void prepareSheet() {
        if (settings.guided().isPresent()) {
            guidedSheet =
                    Optional.of(
                            new GuidedSheet(
                                    settings.canvas(),
                                    space,
                                    samples.some(GuidedSheet.IMAGES, plan.seed()),
                                    plan.seed()));
            sheetCodes = guidedSheet.get().rows();
            return;
        }
        sheetCodes = SynthesiserPackager.codes(space, plan.seed(), 0, SynthesisGraph.ROWS);
        realSpread =
                SynthesiserPackager.spread(
                        samples.some(SynthesisGraph.ROWS, plan.seed()).images(),
                        settings.canvas().values());
    }

    private boolean resume(SynthesisGraph graph) throws IOException {
        Optional<Path> newest = checkpoints.toResume(plan.model(), plan.resume());
        if (plan.resume() && newest.isEmpty())
            tell("There is no interrupted training of this name; beginning a new one.");
        if (newest.isEmpty()) return false;
        restore(graph, newest.get());
        tell("Going on after step %d of %d.".formatted(step, steps));
        return true;
    }

    private void begin(SynthesisGraph graph) throws IOException {
        SynthesisPlan.Schedule schedule = plan.schedule();
        int batch = settings.batch();
        if (schedule.steps() > 0) {
            steps = schedule.steps();
        } else if (schedule.epochs() > 0) {
            steps =
                    Math.max(
                            1,
                            schedule.epochs()
                                    * samples.stepsInEpoch(batch)
                                    / settings.discriminatorSteps());
        } else {
            double seconds = secondsOfStep(graph);
            double left = 0.95 * (60 * schedule.minutes() - seconds());
            steps = Math.max(1, (long) (left / seconds));
            tell(
                    "%.0f ms a step: %d steps fill %s minutes; steps=%d repeats this run."
                            .formatted(1e3 * seconds, steps, schedule.minutes(), steps));
        }
        tell(
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
        save(graph);
    }

    /** The median; the graph is as it was at the start afterwards. */
    private double secondsOfStep(SynthesisGraph graph) {
        double[] seconds = new double[9];
        for (int i = -4; i < seconds.length; i++) {
            long begun = System.nanoTime();
            learn(graph, 0);
            if (i >= 0) seconds[i] = (System.nanoTime() - begun) * 1e-9;
        }
        graph.reset();
        Arrays.sort(seconds);
        return seconds[seconds.length / 2];
    }

    /** True when all steps were done, false when the user stopped it. */
    private boolean loop(SynthesisGraph graph) throws IOException {
        try {
            long first = step;
            double begun = seconds();
            if (step == 0) draw(graph);
            while (step < steps) {
                if (listener.cancelled()) return false;
                SynthesisGraph.Losses losses = learn(graph, step);
                if (!losses.areFinite()) {
                    rollBack(graph);
                    first = step;
                    begun = seconds();
                    continue;
                }
                step++;
                watch.add(losses).ifPresent(this::warn);
                if (step % every(LOSSES) == 0) tell(losses());
                else if (step % STEPS_UNSAID == 0) listener.log(losses());
                if (isSheetDue()) draw(graph);
                if (seconds() - savedAt > CHECKPOINT_SECONDS) save(graph);
                listener.update(
                        "%s, step %d of %d".formatted(plan.drawing().system(), step, steps),
                        step / (double) steps,
                        (seconds() - begun) / (step - first) * (steps - step));
            }
            return true;
        } finally {
            if (step > 0) save(graph);
        }
    }

    private long every(int times) {
        return Math.max(1, steps / times);
    }

    /** At 1 and 2 hundredths too: most happens in the beginning. */
    private boolean isSheetDue() {
        return step % every(SHEETS) == 0
                || step == every(100)
                || step == every(50)
                || step == steps;
    }

    /** One step of the generator, with those of the discriminator that belong to it. */
    private SynthesisGraph.Losses learn(SynthesisGraph graph, long at) {
        int rounds = settings.discriminatorSteps();
        SynthesisGraph.Pace pace = settings.pace(at, steps, factor);
        for (int i = 0; i < rounds - 1; i++) {
            SampleBatch batch = batch(at * rounds + i);
            SynthesisGraph.Losses losses =
                    graph.discriminatorStep(batch, wanted(batch.step()), pace, at + 1);
            if (!losses.areFinite()) return losses;
        }
        SampleBatch batch = batch(at * rounds + rounds - 1);
        return graph.step(batch, wanted(batch.step()), pace, at + 1);
    }

    private SampleBatch batch(long at) {
        SampleBatch batch = samples.batch(settings.batch(), at);
        return plan.images().symmetries()
                ? Symmetries.turn(
                        batch, settings.canvas().size(), settings.canvas().seen(), plan.seed())
                : batch;
    }

    /** The classes that are drawn at a step. */
    private int[] wanted(long at) {
        if (space.classes().isEmpty()) return new int[0];
        return new SplittableRandom(plan.seed() * 31 + at)
                .ints(settings.batch(), 0, space.classes().size())
                .toArray();
    }

    private String losses() {
        return "step %d: %s".formatted(step, watch.losses(guidedSheet.isEmpty()));
    }

    /** A sheet of the fixed samples, for the one who watches. */
    private void draw(SynthesisGraph graph) throws IOException {
        float[] images = graph.draw(sheetCodes);
        int size = settings.canvas().size();
        int channels = settings.canvas().channels();
        // From one input little may vary, and rightly so.
        if (guidedSheet.isPresent()) images = guidedSheet.get().picture(images);
        else
            watch.addDiversity(
                            SynthesiserPackager.spread(images, settings.canvas().values())
                                    / realSpread,
                            step / (double) steps)
                    .ifPresent(this::warn);
        BufferedImage sheet = SampleSheet.of(images, size, channels, COLUMNS, 1);
        Files.createDirectories(plan.checkpointFolder());
        Path written = plan.checkpointFolder().resolve("sheet.png.partial");
        Path file = plan.checkpointFolder().resolve("sheet-%09d.png".formatted(step));
        ImageIO.write(sheet, "png", written.toFile());
        Files.move(written, file, StandardCopyOption.REPLACE_EXISTING);
        listener.drew(file, step);
    }

    private void warn(SynthesisWatch.Fault fault) {
        tell("Step %d: %s".formatted(step, fault.words));
    }

    private void rollBack(SynthesisGraph graph) throws IOException {
        watch.diverged().ifPresent(this::warn);
        if (++rollbacks > MOST_ROLLBACKS)
            throw new IOException(
                    "Training diverged %d times, the last time at step %d; try smaller rates, a larger batch, or look for images with extreme intensities"
                            .formatted(rollbacks, step));
        long diverged = step;
        double halved = factor / 2;
        int count = rollbacks;
        restore(graph, checkpoints.newest().orElseThrow());
        watch.diverged();
        factor = halved;
        rollbacks = count;
        tell(
                "The loss was not a number at step %d: back to step %d with %s of the learning rates (%d of at most %d times)."
                        .formatted(diverged, step, factor, rollbacks, MOST_ROLLBACKS));
    }

    private TrainingReport finish(SynthesisGraph graph, boolean complete) throws IOException {
        if (step < 10)
            throw new CancellationException(
                    "Training was stopped before there was anything to keep");
        if (!complete)
            tell(
                    "Stopped after step %d of %d; the same command with resume=true goes on."
                            .formatted(step, steps));
        SynthesiserPackager maker = new SynthesiserPackager(settings, space, samples, bf16);
        Path model =
                maker.write(
                        graph,
                        new SynthesiserPackager.Course(
                                step, steps, story, watch, rollbacks, before + seconds()));
        if (complete) checkpoints.delete();
        List<String> lines = new ArrayList<>(maker.figures());
        for (SynthesisWatch.Fault fault : watch.faults()) lines.add(fault.words);
        if (!complete) lines.add(story.get(story.size() - 1));
        return new TrainingReport(model, step, complete, lines);
    }

    /** A step can have a finite loss and leave weights that are not; those are never kept. */
    private void save(SynthesisGraph graph) throws IOException {
        if (!graph.isFinite()) return;
        Properties state = new Properties();
        conditions().store(state);
        state.setProperty("step", Long.toString(step));
        state.setProperty("steps", Long.toString(steps));
        state.setProperty("factor", Double.toString(factor));
        state.setProperty("rollbacks", Integer.toString(rollbacks));
        state.setProperty("seconds", Double.toString(before + seconds()));
        state.setProperty("story", String.join("\n", story));
        watch.store(state);
        checkpoints.write(step, state, graph::save);
        savedAt = seconds();
    }

    private void restore(SynthesisGraph graph, Path checkpoint) throws IOException {
        Properties state = CheckpointFolder.state(checkpoint);
        List<String> differences = conditions().compare(state);
        graph.restore(checkpoint);
        step = Long.parseLong(state.getProperty("step"));
        steps = Long.parseLong(state.getProperty("steps"));
        factor = Double.parseDouble(state.getProperty("factor"));
        rollbacks = Integer.parseInt(state.getProperty("rollbacks"));
        before = Double.parseDouble(state.getProperty("seconds")) - seconds();
        story.clear();
        story.addAll(state.getProperty("story").lines().toList());
        watch.load(state);
        differences.forEach(this::tell);
        savedAt = seconds();
    }

    private RunFingerprint conditions() {
        return new RunFingerprint(PlanText.values(plan), samples.hash(), bf16);
    }

    private void tell(String line) {
        if (story.size() < LOG_LINES) story.add(line);
        listener.log(line);
    }

    private double seconds() {
        return (System.nanoTime() - started) * 1e-9;
    }
}

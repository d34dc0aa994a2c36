package org.mulligan.train.vst;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
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

/** Learns the curve by what hidden pixels were. */
final class VstTraining implements TrainingStrategy {
    /** Learnt in so many steps, or as many as there is time for. */
    static final long STEPS = 2000;

    private static final double RATE = 1e-2;
    private static final double BETA1 = 0.9;

    /** Share of the curve's moving average that stays at a step. */
    private static final double DECAY = 0.98;

    /** Lines of the log. */
    private static final int LINES = 8;

    private final TrainingPlan plan;
    private final NoisyImages images;
    private final FrozenDenoiser denoiser;
    private final Optional<FrozenDenoiser> known;
    private final StabilisingCurve start;
    private final VstGraph graph;
    private final TrainingRun run;
    private final boolean bf16;
    private final HiddenPixels hidden;
    private long steps;

    /** Over about the last 50 steps; not a number before the first. */
    private double loss = Double.NaN;

    VstTraining(
            TrainingPlan plan,
            NoisyImages images,
            FrozenDenoiser denoiser,
            Optional<FrozenDenoiser> known,
            StabilisingCurve start,
            VstGraph graph,
            TrainingRun run,
            boolean bf16) {
        this.plan = plan;
        this.images = images;
        this.denoiser = denoiser;
        this.known = known;
        this.start = start;
        this.graph = graph;
        this.run = run;
        this.bf16 = bf16;
        hidden =
                new HiddenPixels(
                        images.images(),
                        plan.schedule().batch(),
                        plan.schedule().patch(),
                        plan.seed());
    }

    @Override
    public RunFingerprint fingerprint() {
        return new RunFingerprint(PlanText.values(plan), images.hash(), bf16);
    }

    @Override
    public void begin() throws IOException {
        steps = plan.schedule().steps() > 0 ? plan.schedule().steps() : stepsOfMinutes();
        run.log()
                .tell(
                        "Steps: %d of the curve, around the denoiser of %s; seed %d; %s on %s."
                                .formatted(
                                        steps,
                                        denoiser.name(),
                                        plan.seed(),
                                        bf16 ? "bf16" : "fp32",
                                        Sessions.placement().name()));
    }

    private long stepsOfMinutes() throws IOException {
        double seconds;
        try {
            seconds = Stopwatch.median(() -> graph.step(hidden.batch(0), rates(0, 1)));
        } finally {
            graph.reset();
        }
        double left = 0.95 * (60 * plan.schedule().minutes() - run.secondsHere());
        return Math.max(1, Math.min(STEPS, (long) (left / seconds)));
    }

    @Override
    public long steps() {
        return steps;
    }

    @Override
    public String stage(long step) {
        return "curve";
    }

    @Override
    public StepLosses discriminatorStep(long step, double factor) {
        return StepLosses.NONE;
    }

    @Override
    public StepLosses generatorStep(long step, double factor) {
        return graph.step(hidden.batch(step), rates(step, factor));
    }

    /** A tenth from each third of the steps to the next. */
    private LearningRates rates(long step, double factor) {
        double rate = RATE * Math.pow(0.1, steps == 0 ? 0 : 3 * step / steps);
        return new LearningRates(
                new LearningRates.Rate(factor * rate, BETA1, step + 1),
                LearningRates.Rate.NONE,
                Math.min(DECAY, (step + 1.0) / (step + 10)));
    }

    @Override
    public List<StepListener> listeners() {
        return List.of(this::told);
    }

    private void told(long done, StepLosses losses) {
        loss = Double.isNaN(loss) ? losses.generator() : loss + 0.02 * (losses.generator() - loss);
        if (done % Math.max(1, steps / LINES) == 0 || done == steps)
            run.log()
                    .tell(
                            String.format(
                                    Locale.ROOT,
                                    "step %d of %d: error of hidden pixels %.5f",
                                    done,
                                    steps,
                                    loss));
    }

    @Override
    public void store(Properties state) {
        state.setProperty("steps.planned", Long.toString(steps));
        state.setProperty("loss", Double.toString(loss));
    }

    @Override
    public void load(Properties state) {
        steps = Long.parseLong(state.getProperty("steps.planned"));
        loss = Double.parseDouble(state.getProperty("loss"));
    }

    @Override
    public String remedy() {
        return "look for images with extreme intensities";
    }

    @Override
    public Outcome finish(Optional<String> stopped) throws IOException {
        run.requireSteps();
        stopped.ifPresent(run.log()::close);
        CurveChoice choice =
                CurveChoice.of(
                        denoiser, start, start.learnt(graph.curve()), known, images.images());
        run.log().tell(choice.words());
        VstPackager packager = new VstPackager(plan, images, choice, run, bf16);
        Path model = packager.write();
        List<String> lines = new ArrayList<>(packager.figures());
        images.notes().stream().filter(note -> note.startsWith("Warning")).forEach(lines::add);
        stopped.ifPresent(lines::add);
        return new Outcome(model, lines);
    }
}

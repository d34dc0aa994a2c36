package org.mulligan.train.restore;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.function.Supplier;
import org.mulligan.engine.TrainingListener;
import org.mulligan.engine.TrainingMeasurement;
import org.mulligan.train.StepListener;
import org.mulligan.train.StepLosses;
import org.mulligan.train.TrainingLog;

/**
 * Measures the averaged weights now and then on the images that were held back, and keeps the best
 * faithful ones.
 */
final class PeriodicValidation implements StepListener {
    /** About so many steps are remembered in the mean of the loss. */
    private static final double MEMORY = 0.02;

    private final String lossName;
    private final Validation validation;
    private final GanGraph graph;
    private final DiscriminatorWatch watch;
    private final Supplier<TrainingSchedule> schedule;
    private final TrainingLog log;
    private final PreviewSheet preview;
    private final TrainingListener listener;
    private final TrainingRemarks remarks = new TrainingRemarks();
    private double best = Double.NEGATIVE_INFINITY;
    private double pixelLoss = Double.NaN;

    /**
     * @param lossName of the pixel loss, for the log
     */
    PeriodicValidation(
            String lossName,
            Validation validation,
            GanGraph graph,
            DiscriminatorWatch watch,
            Supplier<TrainingSchedule> schedule,
            TrainingLog log,
            PreviewSheet preview,
            TrainingListener listener) {
        this.lossName = lossName;
        this.validation = validation;
        this.graph = graph;
        this.watch = watch;
        this.schedule = schedule;
        this.log = log;
        this.preview = preview;
        this.listener = listener;
    }

    /** Whether there are faithful weights that were kept. */
    boolean hasKept() {
        return best != Double.NEGATIVE_INFINITY;
    }

    /**
     * Measures weights that are not those of chance. Others take their place only where they are
     * better by more than the measure's own error.
     */
    void begin() throws IOException {
        validate(0);
        best += validation.margin();
    }

    @Override
    public void stepped(long done, StepLosses losses) throws IOException {
        pixelLoss =
                Double.isNaN(pixelLoss)
                        ? losses.generator()
                        : pixelLoss + MEMORY * (losses.generator() - pixelLoss);
        // While the discriminator learns alone the weights stay what they were.
        if (schedule.get().validatesAfter(done) && !schedule.get().isAlone(done - 1))
            validate(done);
    }

    private void validate(long step) throws IOException {
        boolean faithful = schedule.get().isFaithful(step - 1);
        List<float[]> made = new ArrayList<>();
        Validation.Score figures = validation.glance(graph::predict, made::add);
        boolean gained = faithful && figures.rank() > best;
        if (gained) {
            best = figures.rank();
            graph.keepBest();
        }
        String stage = schedule.get().name(step - 1);
        TrainingMeasurement.Held held = validation.held(figures);
        log.tell(
                String.format(
                        Locale.ROOT,
                        "step %d (%s): %s %.4f%s, validation %s",
                        step,
                        stage,
                        lossName,
                        pixelLoss,
                        faithful ? "" : ", " + watch.words(),
                        validation.glanced(figures)));
        List<String> said =
                faithful
                        ? remarks.faithful(held, gained, step, schedule.get().faithful())
                        : remarks.adversarial(watch.state());
        said.forEach(log::tell);
        listener.measured(
                new TrainingMeasurement(
                        stage,
                        step,
                        schedule.get().total(),
                        pixelLoss,
                        faithful ? Double.NaN : watch.loss(),
                        figures.psnr(),
                        figures.ssim(),
                        held,
                        faithful
                                ? TrainingMeasurement.Balance.NONE
                                : new TrainingMeasurement.Balance(
                                        watch.equilibriumLoss(), watch.realAboveFake()),
                        said));
        preview.show(made, faithful, step);
    }

    void store(Properties state) {
        state.setProperty("best", Double.toString(best));
        state.setProperty("pixel", Double.toString(pixelLoss));
        remarks.store(state);
    }

    void load(Properties state) {
        best = Double.parseDouble(state.getProperty("best"));
        pixelLoss = Double.parseDouble(state.getProperty("pixel"));
        remarks.load(state);
    }
}

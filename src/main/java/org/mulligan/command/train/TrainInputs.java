package org.mulligan.command.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.mulligan.command.InputTexts;
import org.mulligan.door.CommandForm;
import org.mulligan.door.Failures;
import org.mulligan.door.Watcher;
import org.mulligan.door.WatcherService;
import org.mulligan.engine.DeviceChoice;
import org.mulligan.engine.Precision;
import org.mulligan.engine.TrainingPlan;
import org.mulligan.engine.TrainingPlan.Adversary;
import org.mulligan.engine.TrainingPlan.Generator;
import org.mulligan.engine.TrainingPlan.Images;
import org.mulligan.engine.TrainingPlan.Imaging;
import org.mulligan.engine.TrainingPlan.Schedule;
import org.mulligan.engine.TrainingReport;
import org.mulligan.service.MulliganService;
import org.scijava.command.ContextCommand;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;

/** What every training asks for. Stopping it keeps the best model so far. */
public abstract class TrainInputs extends ContextCommand {
    private static final String NON_SATURATING = "non-saturating";
    private static final String HINGE = "hinge";
    private static final String LEAST_SQUARES = "least-squares";

    @Parameter private MulliganService mulligan;
    @Parameter private WatcherService watchers;

    @Parameter(
            label = "Name of the model",
            attrs = @Attr(name = CommandForm.FIRST, value = "then"),
            description =
                    "Name in your folder of models, or a path (a folder, or a file ending in .zip)",
            persist = false)
    protected String name;

    @Parameter(
            label = "Minutes",
            description = "Time to train; ignored when steps are given",
            persist = false,
            required = false)
    protected double minutes = 10;

    @Parameter(
            label = "Steps",
            description = "Steps to train; 0 = as many as fit into the minutes",
            persist = false,
            required = false)
    protected long steps = 0;

    @Parameter(
            label = "Patch [px]",
            description = "Side of a training patch, a multiple of 2 to the power of the depth",
            persist = false,
            required = false)
    protected int patch = 64;

    @Parameter(
            label = "Batch",
            description = "Patches in a step",
            persist = false,
            required = false)
    protected int batch = 8;

    @Parameter(
            label = "Adversary",
            description = "Adversarial loss; none = the faithful network only",
            choices = {NON_SATURATING, HINGE, LEAST_SQUARES, Adversary.NONE},
            persist = false,
            required = false)
    protected String adversary = NON_SATURATING;

    @Parameter(
            label = "Weight of the adversary",
            description = "Its gradient at the output as a multiple of the pixel loss's",
            persist = false,
            required = false)
    protected double weight = 2;

    @Parameter(
            label = "Seed",
            description = "All randomness comes from it",
            persist = false,
            required = false)
    protected long seed = 1;

    @Parameter(
            label = "Resume",
            description = "Go on from the checkpoint of an earlier run with the same settings",
            persist = false,
            required = false)
    protected boolean resume = false;

    @Parameter(
            label = "Precision",
            description =
                    "Arithmetic of the network; auto = bf16 where a probe shows that it is faster",
            choices = {"auto", "fp32", "bf16"},
            persist = false,
            required = false)
    protected String precision = "auto";

    @Parameter(
            label = "Device",
            description =
                    "auto = the faster one, measured; cpu; gpu or gpu:N = this one or an error",
            persist = false,
            required = false)
    protected String device = "auto";

    @Parameter(
            label = "Fit intensities",
            description = "Map each clean image by gain and offset onto its noisy partner first",
            persist = false,
            required = false)
    protected boolean fit = true;

    @Parameter(
            label = "Skip unreadable files",
            description = "Name and leave out files that cannot be read, where else it stops",
            persist = false,
            required = false)
    protected boolean skip = false;

    @Parameter(
            label = "Filters",
            description = "Feature maps of the network's first level",
            persist = false,
            required = false)
    protected int filters = 32;

    @Parameter(
            label = "Depth",
            description = "How often the network halves the image, 1 to 6",
            persist = false,
            required = false)
    protected int depth = 3;

    /** Folder of measured images; may be empty. */
    protected abstract String measuredFolder();

    /** Folder of wanted images, by its key. */
    protected abstract String wantedFolder();

    /**
     * What is to be undone.
     *
     * @throws IllegalArgumentException when a value is none; the text names the key
     */
    protected abstract Imaging imaging();

    /** Name of an {@code AdversarialLoss}, or {@link Adversary#NONE}. */
    protected String adversary() {
        return adversary;
    }

    @Override
    public void run() {
        try (Watcher watcher = watchers.open("Train " + name)) {
            TrainingReport report = mulligan.train(plan(), watcher);
            report.lines().forEach(watcher::result);
            watcher.result(report.model().toString());
        } catch (CancellationException e) {
            cancel(null);
        } catch (IllegalArgumentException | IOException e) {
            cancel(Failures.text(e));
        }
    }

    private TrainingPlan plan() {
        String measured = measuredFolder();
        Images images =
                new Images(
                        measured == null || measured.isBlank()
                                ? Optional.empty()
                                : Optional.of(Path.of(measured.trim())),
                        Path.of(wantedFolder()),
                        fit,
                        skip);
        Imaging imaging = imaging();
        return new TrainingPlan(
                images,
                imaging,
                new Generator(imaging.training().architecture(), filters, depth),
                new Adversary(known(adversary()), weight),
                new Schedule(minutes, steps, patch, batch),
                seed,
                Precision.of(precision),
                DeviceChoice.of(device),
                mulligan.modelPath(InputTexts.required("name", name)),
                resume);
    }

    private static String known(String adversary) {
        List<String> losses = List.of(NON_SATURATING, HINGE, LEAST_SQUARES, Adversary.NONE);
        if (!losses.contains(adversary))
            throw new IllegalArgumentException(
                    "adversary must be one of %s, got \"%s\""
                            .formatted(String.join(", ", losses), adversary));
        return adversary;
    }
}

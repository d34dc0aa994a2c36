package org.mulligan.command.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mulligan.command.InputTexts;
import org.mulligan.door.CommandForm;
import org.mulligan.door.OffersChoices;
import org.mulligan.door.Watcher;
import org.mulligan.engine.Precision;
import org.mulligan.engine.Supervision;
import org.mulligan.engine.TrainingPlan;
import org.mulligan.engine.TrainingPlan.Adversary;
import org.mulligan.engine.TrainingPlan.Dimensions;
import org.mulligan.engine.TrainingPlan.Generator;
import org.mulligan.engine.TrainingPlan.Images;
import org.mulligan.engine.TrainingPlan.Imaging;
import org.mulligan.engine.TrainingPlan.Schedule;
import org.mulligan.engine.TrainingReport;
import org.mulligan.model.ModelDescription;
import org.mulligan.model.ModelFile;
import org.mulligan.ui.TrainingWindow;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;

/** What a training that undoes something asks for. Stopping it keeps the best model so far. */
public abstract class TrainInputs extends TrainingCommand implements OffersChoices {
    /** Of the keys, after those of the folders and of what is to be undone. */
    static final String ORDER =
            "name minutes steps start patch batch architecture dimensions planes pixelloss degradation adversary"
                    + " discriminator weight seed resume precision device fit align skip calibration filters depth";

    private static final String OWN = "own";
    private static final String AUTO = "auto";
    private static final String NONE = "none";
    private static final int FILTERS = 32;
    private static final int DEPTH = 3;

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
            label = "Starting weights",
            description =
                    "auto = those of the shipped model, for measured images and a network of its"
                            + " own size; none = random ones; or the name or path of a model",
            persist = false,
            required = false)
    private String start = AUTO;

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
            label = "Architecture",
            description = "Of the network; own = the one that is made for the task",
            choices = OWN,
            attrs = @Attr(name = CommandForm.EXTENSION, value = "architecture"),
            persist = false,
            required = false)
    private String architecture = OWN;

    @Parameter(
            label = "Dimensions",
            description =
                    "2d = each plane by itself; 2.5d = of stacks or movies the planes around each are"
                            + " taken, too; 3d = all planes together, 0.5 dB below 2.5d at equal time;"
                            + " with clean images",
            choices = {Dimensions.PLANE, Dimensions.STACK, Dimensions.VOLUME},
            persist = false,
            required = false)
    private String dimensions = Dimensions.PLANE;

    @Parameter(
            label = "Planes of 2.5D and 3D",
            description =
                    "2.5d: taken for one, an odd number from 3 to 15; 3d: learnt at a time, 4 to 32; 0"
                            + " = 5 and 8",
            persist = false,
            required = false)
    private int planes = Dimensions.FITTING;

    @Parameter(
            label = "Pixel loss",
            description = "What the faithful network minimises; l1 = mean absolute error",
            choices = Generator.L1,
            attrs = @Attr(name = CommandForm.EXTENSION, value = "pixel loss"),
            persist = false,
            required = false)
    private String pixelloss = Generator.L1;

    @Parameter(
            label = "Degradation",
            description =
                    "What makes measured images of the others; own = the one that belongs to the"
                            + " task",
            choices = OWN,
            attrs = @Attr(name = CommandForm.EXTENSION, value = "degradation"),
            persist = false,
            required = false)
    private String degradation = OWN;

    @Parameter(
            label = "Adversary",
            description = "Adversarial loss; none = the faithful network only",
            choices = {"non-saturating", "hinge", "least-squares", Adversary.NONE},
            attrs = @Attr(name = CommandForm.EXTENSION, value = "adversarial loss"),
            persist = false,
            required = false)
    protected String adversary = "non-saturating";

    @Parameter(
            label = "Discriminator",
            description = "The network of the adversary; patch = that of PatchGAN",
            choices = Adversary.PATCH,
            attrs = @Attr(name = CommandForm.EXTENSION, value = "discriminator"),
            persist = false,
            required = false)
    private String discriminator = Adversary.PATCH;

    @Parameter(
            label = "Weight of the adversary",
            description = "Its gradient at the output as a multiple of the pixel loss's",
            persist = false,
            required = false)
    protected double weight = 2;

    @Parameter(
            label = "Precision",
            description =
                    "Arithmetic of the network; auto = bf16 where a probe shows that it is faster",
            choices = {"auto", "fp32", "bf16"},
            persist = false,
            required = false)
    protected String precision = "auto";

    @Parameter(
            label = "Fit intensities",
            description = "Map each clean image by gain and offset onto its noisy partner first",
            persist = false,
            required = false)
    protected boolean fit = true;

    @Parameter(
            label = "Align pairs",
            description =
                    "Undo a measured shift between the two images of a pair, by whole pixels; cuts"
                            + " off borders that have no partner",
            persist = false,
            required = false)
    protected boolean align = false;

    @Parameter(
            label = "Skip unreadable files",
            description = "Name and leave out files that cannot be read, where else it stops",
            persist = false,
            required = false)
    protected boolean skip = false;

    @Parameter(
            label = "Fields to calibrate",
            description =
                    "Held back beside those of the validation, so that intervals have a guarantee: 9"
                            + " or more, better 20; with clean images",
            persist = false,
            required = false)
    private int calibration = 0;

    @Parameter(
            label = "Filters",
            description = "Feature maps of the network's first level",
            persist = false,
            required = false)
    protected int filters = FILTERS;

    @Parameter(
            label = "Depth",
            description = "How often the network halves the image, 1 to 6",
            persist = false,
            required = false)
    protected int depth = DEPTH;

    /** Folder of measured images; may be empty. */
    protected abstract String measuredFolder();

    /** Folder of target images, by its key. */
    protected abstract String targetFolder();

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

    /**
     * What stands for clean images.
     *
     * @throws IllegalArgumentException when it does not fit the folders; the text names the keys
     */
    protected Supervision supervision() {
        return Supervision.CLEAN;
    }

    /** The shipped model whose weights a training of this kind begins with, by its name. */
    protected Optional<String> shipped() {
        return Optional.empty();
    }

    @Override
    public List<String> choices(String input) {
        if (!input.equals("start")) return List.of();
        List<String> choices = new ArrayList<>(List.of(AUTO, NONE));
        choices.addAll(StartModels.names(mulligan().models(), imaging()));
        return choices;
    }

    /** A larger model whose results are learnt. */
    protected Optional<ModelFile> teacher() throws IOException {
        return Optional.empty();
    }

    /** The model whose weights the training begins with. */
    private Optional<ModelFile> start(Imaging imaging) throws IOException {
        String asked = start.strip();
        if (asked.equals(NONE)) return Optional.empty();
        if (!asked.isEmpty() && !asked.equals(AUTO))
            return Optional.of(StartModels.requireFit(mulligan().model(asked), imaging));
        if (dimensions.equals(Dimensions.VOLUME)) return Optional.empty();
        boolean own = architecture.equals(OWN);
        boolean measured = InputTexts.given(measuredFolder()).isPresent();
        boolean sized = filters == FILTERS && depth == DEPTH;
        if (!own || supervision().isClean() && !(measured && sized)) return Optional.empty();
        Optional<Path> shipped = shipped().flatMap(mulligan()::shippedModel);
        return shipped.isPresent() ? Optional.of(ModelFile.open(shipped.get())) : Optional.empty();
    }

    /** With a teacher, whose weights the training begins with. */
    private Optional<ModelFile> noStart() {
        if (start.strip().equals(AUTO) || start.strip().equals(NONE)) return Optional.empty();
        throw new IllegalArgumentException(
                "start=%s and teacher exclude each other: with a teacher the training begins with its weights"
                        .formatted(start.strip()));
    }

    /** What fits the task; of weights that are told of the noise, theirs. */
    private static String own(Imaging imaging, Optional<ModelFile> start) {
        return start.map(ModelFile::description)
                .filter(ModelDescription::told)
                .flatMap(model -> model.facts().planned("architecture"))
                .orElse(imaging.training().architecture());
    }

    /** Name of a {@code PixelLoss}. */
    protected String pixelLoss() {
        return pixelloss;
    }

    @Override
    protected TrainingReport train(Watcher watcher) throws IOException {
        TrainingPlan plan = plan();
        return TrainingWindow.watch(
                watcher,
                plan,
                plan.imaging().task().commands().get(0),
                mulligan()::train,
                mulligan()::discard);
    }

    private TrainingPlan plan() throws IOException {
        String measured = measuredFolder();
        Images images =
                new Images(
                        measured == null || measured.isBlank()
                                ? Optional.empty()
                                : Optional.of(Path.of(measured.trim())),
                        Path.of(targetFolder()),
                        fit,
                        skip,
                        align,
                        supervision(),
                        calibration);
        Imaging imaging = imaging();
        Optional<ModelFile> teacher = teacher();
        Optional<ModelFile> start = teacher.isPresent() ? noStart() : start(imaging);
        return new TrainingPlan(
                images,
                degradation.equals(OWN) ? imaging : imaging.degradedBy(degradation),
                new Generator(
                        architecture.equals(OWN)
                                ? own(imaging, start.or(() -> teacher))
                                : architecture,
                        pixelLoss(),
                        filters,
                        depth,
                        start.map(ModelFile::path),
                        Dimensions.of(dimensions, planes),
                        teacher.map(ModelFile::path)),
                new Adversary(adversary(), discriminator, weight),
                new Schedule(minutes, steps, patch, batch),
                seed,
                Precision.of(precision),
                device(),
                model(),
                resume);
    }
}

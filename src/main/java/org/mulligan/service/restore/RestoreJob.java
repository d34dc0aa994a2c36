package org.mulligan.service.restore;

import ij.ImagePlus;
import ij.ImageStack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.mulligan.engine.Progress;
import org.mulligan.image.io.ImageCut;
import org.mulligan.image.io.ImageFiles;
import org.mulligan.image.io.ImagePart;
import org.mulligan.image.io.ImageResult;
import org.mulligan.image.io.SourceFile;
import org.mulligan.image.io.SurroundedPart;
import org.mulligan.image.io.TiffFile;
import org.mulligan.image.plane.Damage;
import org.mulligan.image.plane.Pixels;
import org.mulligan.image.plane.Reading;
import org.mulligan.model.ModelDescription;
import org.mulligan.predict.LoadedModel;
import org.mulligan.predict.NetworkInput;
import org.mulligan.predict.Restoration;
import org.mulligan.predict.block.BlockFolder;
import org.mulligan.service.report.Provenance;
import org.mulligan.service.restore.large.LargeResult;

/**
 * One image that one model is applied to. Its planes and its mask are found once, and its
 * intensities measured once, when they are first asked for; the image is never copied whole.
 */
public final class RestoreJob {
    /** Pixels of a result that is computed block by block: minutes of work. */
    private static final long LARGE = 1L << 26;

    private final ImagePlus image;
    private final RestoreSettings settings;
    private final Progress progress;
    private final List<String> chosen;
    private Optional<SurroundedPart> part = Optional.empty();
    private Optional<RestoreMode> resolved = Optional.empty();
    private Optional<NetworkInput> input = Optional.empty();
    private Optional<String> doubt = Optional.empty();
    private long leastOfBlocks = LARGE;

    /** Nothing is looked at yet. */
    public RestoreJob(ImagePlus image, RestoreSettings settings, Progress progress) {
        this(image, settings, progress, List.of());
    }

    /**
     * Nothing is looked at yet.
     *
     * @param chosen why this model was chosen, for the result's Info
     */
    public RestoreJob(
            ImagePlus image, RestoreSettings settings, Progress progress, List<String> chosen) {
        this.chosen = List.copyOf(chosen);
        this.image = image;
        this.settings = settings;
        this.progress = progress;
    }

    /**
     * Opens a file for a job with a model: where that can work so, planes may be larger than the
     * memory.
     */
    public static ImagePlus open(Path file, ModelDescription model, RestoreSettings settings)
            throws IOException {
        boolean byPart =
                settings.mask().text().isEmpty()
                        && model.tensorSpec().isOneByOne()
                        && !model.seesWholeImages()
                        && !model.takesNeighbours()
                        && !model.task().evensLight()
                        && !model.task().finerDepth()
                        && !model.task().fills();
        return ImageFiles.open(
                file, (byPart ? Reading.byPart() : Reading.ofPlanes()).skipping(settings.skips()));
    }

    /**
     * Finds the planes and the mask, which needs no engine.
     *
     * @throws IllegalArgumentException for an image without pixels, for RGB where the model neither
     *     evens the light nor takes three channels together, and for a mask that is missing, is not
     *     for such a model, or does not fit the image
     */
    public void resolve(ModelDescription model) throws IOException {
        mode(model);
    }

    /** A new image in memory, titled NAME-denoised or as its purpose says. */
    public ImagePlus toMemory(LoadedModel model) throws IOException {
        NetworkInput planes = input(model.description());
        RestoreMode mode = mode(model.description());
        ResultImage result =
                ResultImage.of(part(model.description()), mode, model.description(), planes);
        result.size().requireMemory();
        Restoration restoration = plan(planes, mode, model, result, Optional.empty());
        ImageStack stack = new ImageStack(result.size().width(), result.size().height());
        for (int slice = 0; slice < result.slices(); slice++)
            stack.addSlice(null, result.slice(restoration, slice).array());
        String title = ImageFiles.stem(image.getTitle()) + "-" + settings.purpose().participle();
        ImagePlus restored = result.with(title, stack);
        restored.setProperty("Info", info(model, restoration, finish(restoration, result)));
        return restored;
    }

    /**
     * A file. One of a large image is computed block by block, each of which is kept beside it
     * until all are done ({@link LargeResult}); else plane by plane, and no file is left when that
     * fails or is cancelled.
     *
     * @throws IOException also when a part of the image cannot be read
     */
    public void toFile(LoadedModel model, Path target) throws IOException {
        try {
            file(model, target);
        } catch (UncheckedIOException e) {
            throw new IOException(e.getCause().getMessage(), e);
        }
    }

    private void file(LoadedModel model, Path target) throws IOException {
        NetworkInput planes = input(model.description());
        TiffFile.requireFree(target);
        RestoreMode mode = mode(model.description());
        ResultImage result =
                ResultImage.of(part(model.description()), mode, model.description(), planes);
        Optional<SourceFile> source = SourceFile.of(image);
        if (source.isPresent()
                && result.part().isWhole()
                && mode.byBlocks(model.description())
                && result.size().pixels() >= leastOfBlocks
                && result.size().depth() != RestoreMode.RGB) {
            try (LargeResult large =
                    LargeResult.open(
                            target,
                            work(model, source.get(), result),
                            result.shape(),
                            mode.planes(),
                            progress)) {
                Restoration restoration = plan(planes, mode, model, result, large.blocks());
                large.compute(
                        (plane, pixels) -> result.plane(restoration, plane, pixels),
                        blank(model, restoration, result, target));
                large.finish(late(restoration, result));
            }
            return;
        }
        Restoration restoration = plan(planes, mode, model, result, Optional.empty());
        ImageResult.write(
                blank(model, restoration, result, target),
                slice -> result.slice(restoration, slice),
                late(restoration, result),
                target);
    }

    private ImagePlus blank(
            LoadedModel model, Restoration restoration, ResultImage result, Path target) {
        ImagePlus blank = result.blank();
        ImageResult.warnings(blank, target).forEach(progress::warn);
        blank.setProperty("Info", info(model, restoration, Provenance.PENDING));
        return blank;
    }

    private TiffFile.LateText late(Restoration restoration, ResultImage result) {
        return new TiffFile.LateText(Provenance.PENDING, () -> finish(restoration, result));
    }

    /** All that the pixels of a result depend on. */
    private String work(LoadedModel model, SourceFile source, ResultImage result) {
        List<String> lines = new ArrayList<>();
        lines.add(source.toString());
        lines.addAll(Provenance.made(model.description(), model.hash(), model.sharpness()));
        lines.add(settings.toString());
        lines.add(result.size().toString());
        lines.add("%s on %s".formatted(model.network().precision(), model.engine().device()));
        lines.add("Mulligan %s, %s".formatted(Provenance.version(), model.engine().runtime()));
        return String.join("\n", lines) + "\n";
    }

    /** Results of fewer pixels are made plane by plane. */
    void blocksFrom(long pixels) {
        leastOfBlocks = pixels;
    }

    /**
     * Plans the maps of how much of the result to trust, and logs the plan.
     *
     * @param twin the model's faithful weights; empty where it has them itself
     */
    TrustMaps maps(LoadedModel model, Optional<LoadedModel> twin) throws IOException {
        return new TrustMaps(
                part(model.description()),
                settings.cut().named(image.getTitle()),
                input(model.description()),
                model,
                twin,
                settings.tile(),
                progress);
    }

    private Restoration plan(
            NetworkInput planes,
            RestoreMode mode,
            LoadedModel model,
            ResultImage result,
            Optional<BlockFolder> blocks)
            throws IOException {
        Restoration restoration = mode.plan(planes, model, result.size().depth(), blocks, progress);
        List<String> notes = new ArrayList<>(chosen);
        result.rounding().map(RoundingBias::toString).ifPresent(notes::add);
        result.rounding().map(RoundingBias::toString).ifPresent(progress::warn);
        List<String> damaged = Damage.of(image).map(Damage::notes).orElse(List.of());
        damaged.forEach(progress::warn);
        notes.addAll(damaged);
        return notes.isEmpty() ? restoration : new Noted(restoration, () -> notes);
    }

    private RestoreMode mode(ModelDescription model) throws IOException {
        if (resolved.isEmpty())
            resolved =
                    Optional.of(
                            model.task().finerDepth()
                                    ? RestoreMode.FinerDepth.of(image, model, settings)
                                    : RestoreMode.of(part(model), model, settings));
        return resolved.get();
    }

    private SurroundedPart part(ModelDescription model) throws IOException {
        if (part.isEmpty())
            part =
                    Optional.of(
                            model.task().finerDepth()
                                    ? whole(((RestoreMode.FinerDepth) mode(model)).stack().like())
                                    : SurroundedPart.of(
                                            image,
                                            settings.cut(),
                                            settings.surroundings(model, image.getNFrames())));
        return part.get();
    }

    private static SurroundedPart whole(ImagePlus image) {
        return SurroundedPart.of(image, ImageCut.WHOLE, ImagePart.Surroundings.NONE);
    }

    private NetworkInput input(ModelDescription model) throws IOException {
        if (input.isEmpty()) {
            ImageFiles.notes(image).forEach(progress::warn);
            part(model).taken().notes().forEach(progress::warn);
            mode(model).warn(model, progress);
            input =
                    Optional.of(
                            new NetworkInput(
                                    mode(model).planes(),
                                    model,
                                    progress,
                                    settings.repairs(),
                                    settings.strength()));
        }
        return input.get();
    }

    /** What speaks against the result that was made last, for people; mostly nothing. */
    public Optional<String> doubt() {
        return doubt;
    }

    private String finish(Restoration restoration, ResultImage result) {
        doubt = restoration.doubt();
        String outcome = restoration.outcome(result.computed());
        progress.log(outcome);
        return outcome;
    }

    private String info(LoadedModel model, Restoration restoration, String outcome) {
        return Provenance.append(
                Optional.ofNullable(image.getInfoProperty()),
                model,
                settings.cut().named(image.getTitle()),
                restoration,
                outcome);
    }

    /**
     * A restoration of which there is something more to know.
     *
     * @param more notes that come behind its own
     */
    record Noted(Restoration restoration, Supplier<List<String>> more) implements Restoration {
        @Override
        public void plane(int plane, Pixels result) throws IOException {
            restoration.plane(plane, result);
        }

        @Override
        public List<String> notes() {
            List<String> notes = new ArrayList<>(restoration.notes());
            notes.addAll(more.get());
            return notes;
        }

        @Override
        public String outcome(long pixels) {
            return restoration.outcome(pixels);
        }

        @Override
        public Optional<String> doubt() {
            return restoration.doubt();
        }
    }
}

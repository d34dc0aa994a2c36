package org.mulligan.service.generate;

import ij.ImagePlus;
import ij.ImageStack;
import ij.measure.Calibration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.mulligan.engine.EngineException;
import org.mulligan.engine.Progress;
import org.mulligan.image.io.FileWarnings;
import org.mulligan.image.io.FolderImages;
import org.mulligan.image.io.ImageFiles;
import org.mulligan.image.io.TiffFile;
import org.mulligan.model.Synthesis;
import org.mulligan.predict.LoadedModel;
import org.mulligan.service.report.FolderLog;
import org.mulligan.service.report.Provenance;

/**
 * Draws from images with one loaded model: into memory, into a stack's file, or a file for each
 * drawing. A drawing is one seed: one latent point and one style for all planes of an image.
 */
public final class GuidedSynthesising {
    private static final String HOW =
            "was invented by a neural network, from the image that is named below and out of chance";

    private final LoadedModel model;
    private final String name;
    private final DrawSettings settings;
    private final DrawFrom from;
    private final ClassChoice classes;
    private final Progress progress;

    /** Drawings that are there from a run before. */
    private final List<Path> kept = new ArrayList<>();

    /**
     * @param name of the model, what users type
     * @throws IllegalArgumentException when the model has no such classes, or what is asked for is
     *     for models that draw from chance alone
     */
    public GuidedSynthesising(
            LoadedModel model, String name, DrawSettings settings, Progress progress) {
        this.model = model;
        this.name = name;
        this.settings = settings;
        this.progress = progress;
        from = settings.from().orElseThrow();
        if (settings.point().isPresent())
            throw new IllegalArgumentException(
                    "point is for models that draw from chance alone, and \"%s\" draws from images; give a seed"
                            .formatted(name));
        classes = new ClassChoice(name, synthesis().space(), settings.style().classes());
    }

    /**
     * Checks before the engine starts what can be.
     *
     * @throws IllegalArgumentException when a model that draws from images has none, or another has
     */
    public static void requireInput(boolean guided, String model, Optional<DrawFrom> from) {
        if (guided && from.isEmpty())
            throw new IllegalArgumentException(
                    "The model \"%s\" draws from images: give input, an image file, a folder, or the title of an open image"
                            .formatted(model));
        if (!guided && from.isPresent())
            throw new IllegalArgumentException(
                    "The model \"%s\" draws from chance alone; leave input empty".formatted(model));
        if (from.isPresent() && from.get().path().isPresent())
            if (!ImageFiles.exists(from.get().path().get()))
                throw new IllegalArgumentException(
                        "There is no image, folder or open image \"%s\" to draw from"
                                .formatted(from.get().path().get()));
    }

    private Synthesis synthesis() {
        return model.description().synthesis().orElseThrow();
    }

    /** Where it was asked for. */
    public Drawn to(Optional<Path> output) throws IOException {
        Optional<Path> folder = from.path().filter(ImageFiles::isFolder);
        if (folder.isPresent()) return fromFolder(folder.get(), output);
        ImagePlus input =
                from.image().isPresent()
                        ? from.image().get()
                        : ImageFiles.open(from.path().orElseThrow());
        ImageFiles.notes(input).forEach(progress::warn);
        GuidedStack stack = stack(input, settings.seed(), settings.count(), progress);
        if (output.isEmpty()) {
            ImagePlus drawn = toMemory(stack);
            return new Drawn(Optional.of(drawn), List.of(), warnings(stack, progress));
        }
        if (Synthesising.isStack(output.get())) {
            toFile(stack, output.get());
            return new Drawn(
                    Optional.of(ImageFiles.open(output.get())),
                    List.of(output.get()),
                    warnings(stack, progress));
        }
        Files.createDirectories(output.get());
        List<Path> files = files(output.get(), input.getTitle(), settings.seed());
        for (Path file : files) TiffFile.requireFree(file);
        return new Drawn(
                Optional.empty(), toFiles(input, settings.seed(), files, progress), List.of());
    }

    private GuidedStack stack(ImagePlus input, long seed, int count, Progress part) {
        return new GuidedStack(
                model,
                new GuidedStack.Order(input, seed, count, settings.style(), from.tile()),
                classes,
                part);
    }

    /** The seeds go on from image to image. */
    private Drawn fromFolder(Path folder, Optional<Path> output) throws IOException {
        if (output.isEmpty() || Synthesising.isStack(output.get()))
            throw new IllegalArgumentException(
                    "input is a folder, so output must be one too: there is a file for each drawing");
        FolderImages found = FolderImages.of(folder);
        found.sayOthers(progress::log);
        FileWarnings failures = new FileWarnings();
        found.failed().forEach((file, why) -> failures.add(file.getFileName().toString(), why));
        List<Path> inputs = found.images();
        if (inputs.isEmpty())
            throw new IllegalArgumentException(
                    "There are no images in the folder %s%s%s"
                            .formatted(
                                    folder,
                                    failures.count() == 0 ? "" : ": ",
                                    String.join("; ", failures.lines())));
        Files.createDirectories(output.get());
        List<List<Path>> targets = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            targets.add(files(output.get(), inputs.get(i).getFileName().toString(), seedOf(i)));
            keepOrRequireFree(inputs.get(i), seedOf(i), targets.get(i));
        }
        int toDraw = (int) targets.stream().filter(files -> !kept.containsAll(files)).count();
        List<Path> written = new ArrayList<>();
        try (FolderLog log =
                new FolderLog(
                        progress, output.map(path -> path.resolve(FolderImages.LOG)), toDraw)) {
            if (!kept.isEmpty())
                log.say(
                        "Skipped, as they are there, whole: %d drawings, the first is %s"
                                .formatted(kept.size(), kept.get(0)));
            failures.lines().forEach(line -> log.log("Left out: " + line));
            draw(inputs, targets, log, failures, written);
            log.sayWhere();
        }
        if (failures.count() > 0)
            throw new IOException(
                    "Nothing was drawn from %d of %d images, the others are in %s: %s"
                            .formatted(
                                    failures.count(),
                                    inputs.size() + found.failed().size(),
                                    output.get(),
                                    String.join("; ", failures.lines())));
        return new Drawn(Optional.empty(), written, List.of());
    }

    /** What an interrupted run has drawn is not drawn again. */
    private void keepOrRequireFree(Path input, long seed, List<Path> files) throws IOException {
        for (int i = 0; i < files.size(); i++) {
            List<String> info =
                    ImageFiles.info(files.get(i))
                            .map(text -> text.lines().toList())
                            .orElse(List.of());
            boolean same =
                    info.contains(GuidedStack.origin(input.getFileName().toString()))
                            && info.contains(GuidedStack.seed(seed + i))
                            && info.contains(DrawnInfo.truncation(settings.style()))
                            && info.stream().anyMatch(line -> line.endsWith(model.hash()));
            if (same) kept.add(files.get(i));
            else TiffFile.requireFree(files.get(i));
        }
    }

    private void draw(
            List<Path> inputs,
            List<List<Path>> targets,
            FolderLog log,
            FileWarnings failures,
            List<Path> written)
            throws IOException {
        int done = 0;
        int before = 0;
        for (int i = 0; i < inputs.size(); i++) {
            Path input = inputs.get(i);
            if (kept.containsAll(targets.get(i))) {
                before++;
                continue;
            }
            Progress part = log.image(input);
            try {
                ImagePlus image = ImageFiles.open(input);
                image.setTitle(input.getFileName().toString());
                ImageFiles.notes(image).forEach(part::warn);
                written.addAll(toFiles(image, seedOf(i), targets.get(i), part));
                done++;
            } catch (EngineException | CancellationException e) {
                throw e;
            } catch (IOException | RuntimeException e) {
                failures.add(input.getFileName().toString(), FolderImages.said(e));
                log.log("Left out: " + FolderImages.said(e));
            }
        }
        log.sum("drawn from", done, before, failures.count());
    }

    private long seedOf(int input) {
        return settings.seed() + (long) input * settings.count();
    }

    /** INPUT-STYLE-SEED.tif for each drawing. */
    private List<Path> files(Path folder, String input, long seed) {
        List<Path> files = new ArrayList<>();
        for (int i = 0; i < settings.count(); i++) {
            String style =
                    synthesis().space().classes().isEmpty()
                            ? ""
                            : "-" + synthesis().space().classes().get(classes.of(seed + i));
            String file = ImageFiles.stem(input) + style + "-" + (seed + i);
            files.add(folder.resolve(file.replaceAll("[\\\\/:*?\"<>|]", "_") + ".tif"));
        }
        return files;
    }

    private List<Path> toFiles(ImagePlus input, long seed, List<Path> files, Progress part)
            throws IOException {
        List<Path> written = new ArrayList<>();
        for (int i = 0; i < files.size(); i++) {
            if (kept.contains(files.get(i))) continue;
            GuidedStack stack = stack(input, seed + i, 1, part);
            toFile(stack, files.get(i));
            warnings(stack, part);
            written.add(files.get(i));
        }
        return written;
    }

    private static List<String> warnings(GuidedStack stack, Progress progress) {
        stack.warnings().forEach(progress::warn);
        return stack.warnings();
    }

    /**
     * @throws IllegalArgumentException when it would take more than half of what is free
     */
    private ImagePlus toMemory(GuidedStack stack) throws IOException {
        stack.requireMemory();
        ImageStack planes = new ImageStack(stack.width(), stack.height());
        for (int i = 0; i < stack.planes(); i++)
            planes.addSlice(stack.label(i), stack.plane(i).array());
        ImagePlus image = new ImagePlus(stack.title(), planes);
        dress(image, stack, stack.outcome());
        return image;
    }

    private void toFile(GuidedStack stack, Path target) throws IOException {
        ImagePlus blank =
                TiffFile.blank(stack.width(), stack.height(), stack.planes(), stack.depth());
        blank.setTitle(target.getFileName().toString());
        for (int i = 0; i < stack.planes(); i++)
            blank.getStack().setSliceLabel(stack.label(i), i + 1);
        dress(blank, stack, Provenance.PENDING);
        TiffFile.write(
                blank,
                stack::plane,
                new TiffFile.LateText(Provenance.PENDING, stack::outcome),
                target);
    }

    /** The place of the input's pixels and its Info; not its colours, as light is drawn. */
    private void dress(ImagePlus image, GuidedStack stack, String outcome) {
        ImagePlus input = stack.input();
        image.setDimensions(1, stack.slices(), stack.frames());
        if (stack.slices() > 1 && stack.frames() > 1) image.setOpenAsHyperStack(true);
        if (stack.planes() == 1) image.setProperty("Label", stack.label(0));
        Calibration calibration = input.getCalibration().copy();
        calibration.disableDensityCalibration();
        image.setCalibration(calibration);
        if (stack.depth() != 8) image.setDisplayRange(synthesis().low(), synthesis().high());
        if (input.getRoi() != null) image.setRoi((ij.gui.Roi) input.getRoi().clone());
        if (input.getOverlay() != null && stack.planes() == input.getStackSize())
            image.setOverlay(input.getOverlay().duplicate());
        image.setProperty("Info", info(stack, outcome));
        image.setProp(DrawnInfo.KEY, "true");
    }

    private String info(GuidedStack stack, String outcome) {
        String before = stack.input().getInfoProperty();
        String drawn =
                DrawnInfo.of(
                        model.description(),
                        model.hash(),
                        model.engine(),
                        HOW,
                        settings.style(),
                        stack.story(),
                        outcome);
        return before == null || before.isBlank() ? drawn : before.stripTrailing() + "\n" + drawn;
    }
}

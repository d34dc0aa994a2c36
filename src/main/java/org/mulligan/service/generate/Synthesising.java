package org.mulligan.service.generate;

import ij.ImagePlus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.mulligan.engine.Progress;
import org.mulligan.image.io.ImageFiles;
import org.mulligan.image.io.TiffFile;
import org.mulligan.model.LatentSpace;
import org.mulligan.predict.Generator;

/** Draws new images with one loaded generator: into memory, into a stack's file, or a file each. */
public final class Synthesising {
    private final Generator generator;
    private final DrawSettings settings;
    private final Progress progress;
    private final ClassChoice classes;
    private final Optional<LatentPoint> point;
    private final List<Integer> pointClasses;

    /**
     * @throws IllegalArgumentException when the model has no such classes, or the latent file is of
     *     another model
     */
    public Synthesising(Generator generator, DrawSettings settings, Progress progress)
            throws IOException {
        this.generator = generator;
        this.settings = settings;
        this.progress = progress;
        classes = new ClassChoice(generator, settings.style().classes());
        point =
                settings.point().isPresent()
                        ? Optional.of(LatentPoint.of(generator, settings.point().get()))
                        : Optional.empty();
        pointClasses =
                classes.isNamed()
                        ? classes.indices()
                        : List.of(point.map(origin -> origin.classIn(classes)).orElse(0));
    }

    /** Whether an output is one file, and no folder of them. */
    static boolean isStack(Path output) {
        String name = String.valueOf(output.getFileName()).toLowerCase(Locale.ROOT);
        return name.endsWith(".tif") || name.endsWith(".tiff");
    }

    /**
     * Checks before the engine starts what can be.
     *
     * @throws IOException when a file would be overwritten or its folder is not there
     */
    public static void requireFree(Path output) throws IOException {
        if (isStack(output)) TiffFile.requireFree(output);
        else if (Files.exists(output) && !Files.isDirectory(output))
            throw new IllegalArgumentException(
                    "output must end in .tif (a stack) or be a folder (a file per image), got the file "
                            + output);
    }

    private int count() {
        return point.isPresent() ? pointClasses.size() : settings.count();
    }

    private LatentPoint origin(int i) {
        LatentSpace space = generator.synthesis().space();
        return point.orElseGet(() -> LatentPoint.of(space, settings.seed() + i));
    }

    private int classOf(int i) {
        return point.isPresent() ? pointClasses.get(i) : classes.of(settings.seed() + i);
    }

    private Drawing.Row row(int i) {
        LatentPoint origin = origin(i);
        LatentSpace space = generator.synthesis().space();
        float[] truncated = truncated(origin.point(), settings.style().truncation());
        return new Drawing.Row(
                origin.name() + classes.words(classOf(i)), space.row(truncated, classOf(i)));
    }

    public static float[] truncated(float[] point, double truncation) {
        float[] result = point.clone();
        if (truncation != 1)
            for (int i = 0; i < result.length; i++) result[i] *= (float) truncation;
        return result;
    }

    private Drawing.Layout layout(String title, int first, int count) {
        List<String> story = new ArrayList<>();
        story.add(
                point.isPresent()
                        ? "Latent point: " + settings.point().get().getFileName()
                        : count == 1
                                ? "Seed: " + (settings.seed() + first)
                                : "Seeds: %d to %d, one a slice"
                                        .formatted(
                                                settings.seed() + first,
                                                settings.seed() + first + count - 1));
        if (!generator.synthesis().space().classes().isEmpty())
            story.add(
                    count == 1
                            ? "Class: " + className(first)
                            : classes.isNamed()
                                    ? "Classes: " + settings.style().classes()
                                    : "Classes: all take turns, seed by seed");
        return new Drawing.Layout(title, count, 1, story);
    }

    private String className(int i) {
        return generator.synthesis().space().classes().get(classOf(i));
    }

    /** Where it was asked for. */
    public Drawn to(Optional<Path> output) throws IOException {
        if (output.isEmpty()) return new Drawn(Optional.of(toMemory()), List.of(), List.of());
        if (!isStack(output.get()))
            return new Drawn(Optional.empty(), toFolder(output.get()), List.of());
        toStack(output.get());
        return new Drawn(
                Optional.of(ImageFiles.open(output.get())), List.of(output.get()), List.of());
    }

    private ImagePlus toMemory() throws IOException {
        return drawing().toMemory(layout(generator.name(), 0, count()));
    }

    /** A TIFF stack, written plane by plane. */
    private void toStack(Path target) throws IOException {
        drawing().toFile(layout(generator.name(), 0, count()), 0, target);
    }

    private Drawing drawing() {
        return new Drawing(generator, settings.style(), count(), this::row, progress);
    }

    /**
     * A file for each image, MODEL-CLASS-SEED.tif. What is written before it is cancelled stays.
     *
     * @param folder is made where it is missing
     * @throws IOException when one of the files exists; then none is written
     */
    private List<Path> toFolder(Path folder) throws IOException {
        Files.createDirectories(folder);
        List<Path> files = new ArrayList<>();
        for (int i = 0; i < count(); i++) {
            files.add(folder.resolve(fileName(i)));
            TiffFile.requireFree(files.get(i));
        }
        Drawing drawing = drawing();
        for (int i = 0; i < files.size(); i++)
            drawing.toFile(layout(generator.name(), i, 1), i, files.get(i));
        return files;
    }

    private String fileName(int i) {
        LatentPoint origin = origin(i);
        String name = generator.name();
        if (!generator.synthesis().space().classes().isEmpty()) name += "-" + className(i);
        name +=
                "-"
                        + (origin.seed().isPresent()
                                ? String.valueOf(origin.seed().getAsLong())
                                : ImageFiles.stem(origin.name()));
        return name.replaceAll("[\\\\/:*?\"<>|]", "_") + ".tif";
    }
}

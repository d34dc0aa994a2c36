package org.mulligan.service.generate;

import ij.ImagePlus;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.mulligan.data.samples.LabelledFile;
import org.mulligan.disk.WholeFiles;
import org.mulligan.engine.DeviceChoice;
import org.mulligan.engine.Progress;
import org.mulligan.image.io.ImageFiles;
import org.mulligan.image.io.Turn;
import org.mulligan.model.ModelFile;
import org.mulligan.predict.Generator;
import org.mulligan.service.report.Provenance;
import org.mulligan.service.report.Purpose;

/**
 * Enlarges a folder of images: copies of the real ones, turned and mirrored ones, and drawn ones,
 * each with its class, and a table that says which is which. The new folder appears when it is
 * whole, or not at all.
 */
public final class Augmenting {
    /** Gives the generator of a model that was found fit. */
    public interface Generators {
        Generator open(ModelFile model) throws IOException;
    }

    private final AugmentPlan plan;
    private final Optional<ModelFile> model;
    private final Progress progress;
    private final List<LabelledFile> files;
    private final List<String> classes;
    private final Map<String, Integer> counts = new LinkedHashMap<>();
    private final Manifest manifest = new Manifest();
    private int symmetric;
    private int synthetic;

    /**
     * Checks all that can be checked before anything is written.
     *
     * @throws IllegalArgumentException when folder and model do not go together
     * @throws IOException when the output exists or cannot be made
     */
    public Augmenting(AugmentPlan plan, Optional<ModelFile> model, Progress progress)
            throws IOException {
        this.plan = plan;
        this.model = model;
        this.progress = progress;
        files = LabelledFile.list(plan.images(), plan.classes(), progress::log);
        classes = LabelledFile.classes(files);
        requireNewOutput();
        if (model.isPresent()) requireFit(model.get());
        if (plan.balance() && classes.isEmpty())
            throw new IllegalArgumentException(
                    "balance=true needs classes, and %s has none".formatted(plan.images()));
    }

    private void requireNewOutput() throws IOException {
        Path output = plan.output().toAbsolutePath().normalize();
        if (Files.exists(output))
            throw new FileAlreadyExistsException(
                    output.toString(), null, "it exists already; give a new folder as output");
        Path parent = output.getParent();
        if (parent == null || !Files.isDirectory(parent))
            throw new NoSuchFileException(
                    output.toString(), null, "the folder that it is to lie in does not exist");
        if (parent.toRealPath().startsWith(plan.images().toRealPath()))
            throw new IllegalArgumentException(
                    "The output folder %s lies in the folder of images; give one outside of it"
                            .formatted(plan.output()));
    }

    private void requireFit(ModelFile file) {
        Purpose.AUGMENT.require(file.description());
        List<String> drawn = file.description().synthesis().orElseThrow().space().classes();
        if (drawn.isEmpty() && !classes.isEmpty())
            throw new IllegalArgumentException(
                    "The images in %s have the classes %s, and %s draws images without a class; train a synthesiser with classes, or augment the folder of each class by itself"
                            .formatted(plan.images(), classes, file.name()));
        if (!drawn.equals(classes))
            throw new IllegalArgumentException(
                    "%s draws the classes %s, and the images in %s have %s; they must be the same"
                            .formatted(
                                    file.name(),
                                    drawn,
                                    plan.images(),
                                    classes.isEmpty() ? "none" : classes.toString()));
    }

    /**
     * Makes the folder.
     *
     * @return how many of each kind there are, a line each
     */
    public List<String> run(Generators generators) throws IOException {
        Path output = plan.output().toAbsolutePath().normalize();
        WholeFiles.create(output, part -> fill(part, generators));
        List<String> lines = new ArrayList<>();
        lines.add(
                "%d real, %d symmetric and %d synthetic images"
                        .formatted(files.size(), symmetric, synthetic));
        if (!classes.isEmpty())
            counts.forEach((name, count) -> lines.add("class %s: %d".formatted(name, count)));
        return lines;
    }

    private void fill(Path folder, Generators generators) throws IOException {
        Files.createDirectory(folder);
        for (int i = 0; i < files.size(); i++) {
            update("Copying and turning images", i / (double) files.size());
            copy(files.get(i), folder);
        }
        if (model.isPresent()) draw(model.get(), generators, folder);
        manifest.write(folder);
        if (!classes.isEmpty() && files.get(0).folder().isEmpty()) writeClasses(folder);
    }

    private void copy(LabelledFile file, Path into) throws IOException {
        manifest.real(file.name(), file.label());
        counts.merge(file.label(), 1, Integer::sum);
        Path target = into.resolve(file.name());
        Files.createDirectories(target.getParent());
        Files.copy(file.path(), target, StandardCopyOption.COPY_ATTRIBUTES);
        if (!plan.symmetries()) return;
        ImagePlus image = ImageFiles.open(file.path());
        for (Turn turn : Turn.keepingShape(image.getWidth(), image.getHeight())) {
            String name = file.folder() + ImageFiles.stem(file.path()) + "-" + turn + ".tif";
            manifest.symmetric(name, file.label(), file.name(), turn.toString());
            turn.write(image, story(file, turn), into.resolve(name));
            counts.merge(file.label(), 1, Integer::sum);
            symmetric++;
        }
    }

    private static String story(LabelledFile file, Turn turn) {
        return """
                [Mulligan]
                This image is a copy of another, %s; it is no measurement of its own.
                Source: %s
                Versions: Mulligan %s
                """
                .formatted(turn.words(), file.name(), Provenance.version());
    }

    private void draw(ModelFile file, Generators generators, Path into) throws IOException {
        Generator generator = generators.open(file);
        requireSize(generator);
        int most = counts.values().stream().mapToInt(Integer::intValue).max().orElse(0);
        long seed = plan.seed();
        Map<String, Integer> wanted = new LinkedHashMap<>();
        for (String name : classes.isEmpty() ? List.of("") : classes)
            wanted.put(
                    name,
                    plan.balance()
                            ? most + plan.count() - counts.getOrDefault(name, 0)
                            : plan.count());
        for (Map.Entry<String, Integer> each : wanted.entrySet()) {
            if (each.getValue() == 0) continue;
            draw(generator, each.getKey(), each.getValue(), seed, into);
            // Each class from points of its own.
            seed += each.getValue();
        }
    }

    private void draw(Generator generator, String label, int count, long seed, Path into)
            throws IOException {
        boolean inFolder = !files.get(0).folder().isEmpty();
        Path folder = inFolder ? into.resolve(label) : into;
        DrawStyle style =
                new DrawStyle(
                        generator.name(), label, 1, true, DrawStyle.Depth.AUTO, DeviceChoice.AUTO);
        List<Path> drawn =
                new Synthesising(
                                generator,
                                new DrawSettings(style, count, seed, Optional.empty()),
                                progress)
                        .to(Optional.of(folder))
                        .files();
        for (int i = 0; i < drawn.size(); i++)
            manifest.synthetic(
                    (inFolder ? label + "/" : "") + drawn.get(i).getFileName(),
                    label,
                    generator.name(),
                    generator.hash(),
                    seed + i);
        counts.merge(label, count, Integer::sum);
        synthetic += count;
    }

    private void requireSize(Generator generator) throws IOException {
        ImagePlus first = ImageFiles.open(files.get(0).path());
        int size = generator.synthesis().size();
        if (first.getWidth() != size || first.getHeight() != size)
            progress.log(
                    "%s draws images of %d x %d px, and %s has %d x %d px: what learns from both must not tell them by their size"
                            .formatted(
                                    generator.name(),
                                    size,
                                    size,
                                    files.get(0).name(),
                                    first.getWidth(),
                                    first.getHeight()));
    }

    /** Where no folders say it: as the training of a synthesiser reads classes. */
    private void writeClasses(Path folder) throws IOException {
        Files.write(folder.resolve("classes.csv"), manifest.labels());
    }

    private void update(String what, double fraction) {
        if (progress.cancelled()) throw new CancellationException("Cancelled");
        progress.update(what, fraction, -1);
    }
}

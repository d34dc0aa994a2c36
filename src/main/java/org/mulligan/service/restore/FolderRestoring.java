package org.mulligan.service.restore;

import ij.ImagePlus;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.mulligan.engine.EngineException;
import org.mulligan.engine.Progress;
import org.mulligan.image.io.FileWarnings;
import org.mulligan.image.io.FolderImages;
import org.mulligan.image.io.ImageCut;
import org.mulligan.image.io.ImageFiles;
import org.mulligan.image.io.TiffFile;
import org.mulligan.service.report.FolderLog;
import org.mulligan.service.report.Provenance;

/** Every image of a folder to a TIFF of the same stem in another folder. All is checked first. */
public final class FolderRestoring {
    /** What is done with each image. */
    @FunctionalInterface
    public interface Work {
        /**
         * @return the files written, {@code target} first
         */
        List<Path> write(ImagePlus image, Path target, Progress part) throws IOException;
    }

    private final Path output;
    private final Map<Path, Path> targets = new LinkedHashMap<>();
    private final List<Path> done = new ArrayList<>();
    private final FileWarnings failures = new FileWarnings();
    private final int images;
    private final boolean maps;
    private final ImageCut cut;

    /**
     * Results that are there from a run before, whole and of the same image, are kept and not made
     * again.
     *
     * @param maps whether each image gets a file of maps beside it
     * @param cut which part of each image is restored
     * @param made what the Info of a result from a run before says, besides its source; a result of
     *     something else is a file in the way
     * @param log is told which files are left out
     * @throws IllegalArgumentException when the folder holds no image, two share a stem, or the
     *     output folder lies in the input folder
     * @throws IOException when another file is where a result goes, or a folder cannot be used
     */
    public FolderRestoring(
            Path input, Path output, boolean maps, ImageCut cut, List<String> made, Progress log)
            throws IOException {
        this.cut = cut;
        this.output = output;
        this.maps = maps;
        requireApart(input, output);
        if (Files.exists(output) && !Files.isDirectory(output))
            throw new FileAlreadyExistsException(
                    output.toString(),
                    null,
                    "it is a file; for an input folder, give an output folder");
        FolderImages found = FolderImages.of(input);
        found.sayOthers(log::log);
        Map<Path, Path> sources = new LinkedHashMap<>();
        for (Path file : found.images()) {
            Path target = output.resolve(ImageFiles.stem(file) + ".tif");
            claim(target, file, sources);
            if (maps) claim(MappedRestoring.mapsOf(target), file, sources);
            targets.put(file, target);
        }
        found.failed().forEach((file, why) -> failures.add(file.getFileName().toString(), why));
        images = targets.size() + failures.count();
        if (targets.isEmpty())
            throw new IllegalArgumentException(
                    failures.count() == 0
                            ? input + " holds no image that ImageJ opens"
                            : "%s holds no image that ImageJ opens: %s"
                                    .formatted(input, String.join("; ", failures.lines())));
        if (!Files.exists(output)) return;
        for (Path file : List.copyOf(targets.keySet())) keepOrRequireFree(file, maps, made);
    }

    /** What an interrupted run has done is not done again. */
    private void keepOrRequireFree(Path file, boolean maps, List<String> made) throws IOException {
        Path target = targets.get(file);
        Path mapped = MappedRestoring.mapsOf(target);
        boolean both = Files.exists(target) && (!maps || Files.exists(mapped));
        if (both && isResult(target, file, made) && (!maps || isResult(mapped, file, made))) {
            done.add(target);
            targets.remove(file);
            return;
        }
        TiffFile.requireFree(target);
        if (maps) TiffFile.requireFree(mapped);
    }

    /** Of what was asked for; or of what was taken in its place. */
    private boolean isResult(Path target, Path source, List<String> made) {
        List<String> info =
                ImageFiles.info(target).map(text -> text.lines().toList()).orElse(List.of());
        return info.contains(Provenance.source(cut.named(source.getFileName().toString())))
                && (info.containsAll(made) || info.containsAll(Provenance.inPlaceOf(made)));
    }

    /**
     * Restores all, whatever befalls one of them. An image that cannot be opened or restored is
     * left out and named in the end.
     *
     * @return the files written
     * @throws IOException when images were left out; what was written stays
     */
    public List<Path> run(Work work, Progress progress) throws IOException {
        return run(ImageFiles::open, work, progress);
    }

    /** How an image is opened. */
    @FunctionalInterface
    public interface Opening {
        ImagePlus open(Path file) throws IOException;
    }

    /**
     * As {@link #run(Work, Progress)}.
     *
     * @param opening of each image
     */
    public List<Path> run(Opening opening, Work work, Progress progress) throws IOException {
        boolean created = !Files.exists(output);
        makeFolder();
        List<Path> written = new ArrayList<>();
        try (FolderLog log =
                new FolderLog(
                        progress, Optional.of(output.resolve(FolderImages.LOG)), targets.size())) {
            if (!done.isEmpty())
                log.say(
                        "Skipped, as their results are there, whole: %d of %d images, the first is %s"
                                .formatted(done.size(), images, done.get(0)));
            failures.lines().forEach(line -> log.log("Left out: " + line));
            run(opening, work, log, written);
            if (!created || !written.isEmpty()) log.sayWhere();
        } finally {
            if (created && written.isEmpty()) deleteIfEmpty();
        }
        if (failures.count() > 0)
            throw new IOException(
                    "%d of %d images were not restored%s: %s"
                            .formatted(
                                    failures.count(),
                                    images,
                                    failures.count() == images
                                            ? ""
                                            : ", the others are in " + output,
                                    String.join("; ", failures.lines())));
        return written;
    }

    private void run(Opening opening, Work work, FolderLog log, List<Path> written)
            throws IOException {
        int deaths = 0;
        int restored = 0;
        try {
            for (Map.Entry<Path, Path> file : targets.entrySet()) {
                Progress part = log.image(file.getKey());
                String name = file.getKey().getFileName().toString();
                try {
                    ImagePlus image = opening.open(file.getKey());
                    image.setTitle(name); // By which the result is known when the run goes on.
                    List<Path> files = work.write(image, file.getValue(), part);
                    // With maps, their figures are the line of an image.
                    for (Path each : files)
                        if (maps) log.log(each.toString());
                        else log.result(each.toString());
                    written.addAll(files);
                    restored++;
                    deaths = 0;
                } catch (CancellationException e) {
                    throw e;
                } catch (EngineException e) {
                    // It starts anew with the next image; twice in a row is no accident.
                    if (++deaths == 2) throw e;
                    fail(name, e, log);
                } catch (IOException | RuntimeException | OutOfMemoryError e) {
                    fail(name, e, log);
                }
            }
        } finally {
            log.sum("restored", restored, done.size(), failures.count());
        }
    }

    private void fail(String name, Throwable failure, Progress log) {
        failures.add(name, FolderImages.said(failure));
        log.log("Left out: " + FolderImages.said(failure));
    }

    private static void claim(Path target, Path file, Map<Path, Path> sources) {
        Path other = sources.put(target, file);
        if (other != null)
            throw new IllegalArgumentException(
                    "%s and %s would both be written to %s; rename one of them"
                            .formatted(other.getFileName(), file.getFileName(), target));
    }

    private static void requireApart(Path input, Path output) throws IOException {
        Path existing = output.toAbsolutePath().normalize();
        while (!Files.exists(existing)) existing = existing.getParent();
        if (existing.toRealPath().startsWith(input.toRealPath()))
            throw new IllegalArgumentException(
                    "The output folder %s lies in the input folder; give one outside of it"
                            .formatted(output));
    }

    private void makeFolder() throws IOException {
        try {
            Files.createDirectories(output);
        } catch (IOException e) {
            throw new IOException(
                    "The output folder %s cannot be made; is its parent writable?"
                            .formatted(output),
                    e);
        }
    }

    private void deleteIfEmpty() throws IOException {
        Path log = output.resolve(FolderImages.LOG);
        boolean empty;
        try (Stream<Path> files = Files.list(output)) {
            empty = files.allMatch(log::equals);
        }
        if (!empty) return;
        Files.deleteIfExists(log); // All failures are told.
        Files.delete(output);
    }
}

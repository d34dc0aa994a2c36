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
import java.util.stream.Stream;
import org.mulligan.engine.EngineException;
import org.mulligan.engine.Progress;
import org.mulligan.image.io.ImageFiles;
import org.mulligan.image.io.TiffFile;
import org.mulligan.service.report.PartOfProgress;

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

    /**
     * @param maps whether each image gets a file of maps beside it
     * @param log is told which files are left out
     * @throws IllegalArgumentException when the folder holds no image, two share a stem, or the
     *     output folder lies in the input folder
     * @throws IOException when a target exists or a folder cannot be used
     */
    public FolderRestoring(Path input, Path output, boolean maps, Progress log) throws IOException {
        this.output = output;
        requireApart(input, output);
        if (Files.exists(output) && !Files.isDirectory(output))
            throw new FileAlreadyExistsException(
                    output.toString(),
                    null,
                    "it is a file; for an input folder, give an output folder");
        Map<Path, Path> sources = new LinkedHashMap<>();
        for (Path file : ImageFiles.list(input)) {
            if (!ImageFiles.isImage(file)) {
                log.log("Left out, no image that ImageJ opens: " + file);
                continue;
            }
            Path target = output.resolve(ImageFiles.stem(file) + ".tif");
            claim(target, file, sources);
            if (maps) claim(MappedRestoring.mapsOf(target), file, sources);
            targets.put(file, target);
        }
        if (targets.isEmpty())
            throw new IllegalArgumentException(input + " holds no image that ImageJ opens");
        if (Files.exists(output)) for (Path target : sources.keySet()) TiffFile.requireFree(target);
    }

    /**
     * Restores all. An image that cannot be opened or restored is left out and named in the end.
     *
     * @return the files written
     * @throws IOException when images were left out or writing failed; what was written stays
     */
    public List<Path> run(Work work, Progress progress) throws IOException {
        boolean created = !Files.exists(output);
        makeFolder();
        List<Path> written = new ArrayList<>();
        List<String> failures = new ArrayList<>();
        int images = 0;
        int deaths = 0;
        try {
            for (Map.Entry<Path, Path> file : targets.entrySet()) {
                int done = images++;
                Progress part = new PartOfProgress(progress, done, targets.size());
                progress.log("%d of %d: %s".formatted(done + 1, targets.size(), file.getKey()));
                try {
                    ImagePlus image = open(file.getKey());
                    written.addAll(work.write(image, file.getValue(), part));
                    deaths = 0;
                } catch (EngineException e) {
                    // It starts anew with the next image; twice in a row is no accident.
                    if (++deaths == 2) throw e;
                    failures.add("%s: %s".formatted(file.getKey().getFileName(), e.getMessage()));
                    progress.log("Left out: " + e.getMessage());
                } catch (IllegalArgumentException e) {
                    failures.add("%s: %s".formatted(file.getKey().getFileName(), e.getMessage()));
                    progress.log("Left out: " + e.getMessage());
                }
            }
        } finally {
            if (created && written.isEmpty()) deleteIfEmpty();
        }
        if (!failures.isEmpty())
            throw new IOException(
                    "%d of %d images were not restored, the others are in %s: %s"
                            .formatted(
                                    failures.size(),
                                    targets.size(),
                                    output,
                                    String.join("; ", failures)));
        return written;
    }

    private static void claim(Path target, Path file, Map<Path, Path> sources) {
        Path other = sources.put(target, file);
        if (other != null)
            throw new IllegalArgumentException(
                    "%s and %s would both be written to %s; rename one of them"
                            .formatted(other.getFileName(), file.getFileName(), target));
    }

    private static ImagePlus open(Path file) {
        try {
            return ImageFiles.open(file);
        } catch (IOException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
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
        boolean empty;
        try (Stream<Path> files = Files.list(output)) {
            empty = files.findAny().isEmpty();
        }
        if (empty) Files.delete(output);
    }
}

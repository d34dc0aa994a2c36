package org.mulligan.service.evaluate;

import ij.ImagePlus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import org.mulligan.engine.EngineException;
import org.mulligan.engine.Progress;
import org.mulligan.image.io.FolderImages;
import org.mulligan.image.io.ImageFiles;
import org.mulligan.image.io.TiffFile;
import org.mulligan.image.plane.Pixels;
import org.mulligan.service.report.PartsOfProgress;
import org.mulligan.service.report.Provenance;

/** Judges a file, or every image of a folder. What can be is checked first. */
public final class JudgingFiles {
    /** Each image, and where its map goes. */
    private final Map<Path, Optional<Path>> targets = new LinkedHashMap<>();

    private final List<String> failures = new ArrayList<>();
    private final int images;
    private final boolean folder;

    /**
     * @throws IllegalArgumentException when the folder holds no image
     * @throws IOException when a map would overwrite a file
     */
    public JudgingFiles(Path input, Optional<Path> maps, Progress log) throws IOException {
        folder = Files.isDirectory(input);
        if (!folder) {
            targets.put(input, maps.map(path -> Files.isDirectory(path) ? in(path, input) : path));
        } else {
            FolderImages found = FolderImages.of(input);
            found.sayOthers(log::log);
            found.failures().forEach(line -> fail(line, log));
            for (Path file : found.images()) targets.put(file, maps.map(path -> in(path, file)));
            if (targets.isEmpty())
                throw new IllegalArgumentException(
                        "%s holds no image that ImageJ opens%s%s"
                                .formatted(
                                        input,
                                        failures.isEmpty() ? "" : ": ",
                                        String.join("; ", failures)));
            if (maps.isPresent()) Files.createDirectories(maps.get());
        }
        images = targets.size() + failures.size();
        for (Optional<Path> target : targets.values())
            if (target.isPresent()) TiffFile.requireFree(target.get());
    }

    private static Path in(Path folder, Path image) {
        return folder.resolve(ImageFiles.stem(image) + "-judged.tif");
    }

    /**
     * Judges all.
     *
     * @throws IOException when images of a folder could not be judged; the others are
     */
    public void run(Judging judging, Consumer<String> lines, Progress progress) throws IOException {
        PartsOfProgress parts = new PartsOfProgress(progress, targets.size());
        for (Map.Entry<Path, Optional<Path>> job : targets.entrySet()) {
            Progress part = parts.next();
            try {
                judge(judging, job.getKey(), job.getValue(), lines, part);
            } catch (EngineException | CancellationException e) {
                throw e;
            } catch (IOException | RuntimeException e) {
                if (!folder) throw e;
                fail(FolderImages.line(job.getKey(), e), progress);
            }
        }
        if (!failures.isEmpty())
            throw new IOException(
                    "%d of %d images were not judged: %s"
                            .formatted(failures.size(), images, String.join("; ", failures)));
    }

    private void fail(String line, Progress log) {
        failures.add(line);
        log.log("Left out: " + line);
    }

    private static void judge(
            Judging judging,
            Path file,
            Optional<Path> target,
            Consumer<String> lines,
            Progress progress)
            throws IOException {
        ImagePlus image = ImageFiles.open(file);
        Judged judged = judging.judge(image, progress);
        judged.planes().forEach(each -> lines.accept(each.line()));
        if (target.isPresent() && judged.map().isPresent()) {
            save(judged.map().get(), target.get());
            lines.accept(target.get().toString());
        }
    }

    /** Writes a map; no file is left when that fails. */
    public static void save(ImagePlus map, Path target) throws IOException {
        TiffFile.write(
                TiffFile.blank(map, 32),
                plane -> Pixels.of(map.getStack().getProcessor(plane + 1)),
                new TiffFile.LateText(Provenance.PENDING, () -> ""),
                target);
    }
}

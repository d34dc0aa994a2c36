package org.mulligan.service.evaluate;

import ij.ImagePlus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import org.mulligan.engine.EngineException;
import org.mulligan.engine.Progress;
import org.mulligan.image.io.FileWarnings;
import org.mulligan.image.io.FolderImages;
import org.mulligan.image.io.ImageFiles;
import org.mulligan.image.io.TiffFile;
import org.mulligan.image.plane.Pixels;
import org.mulligan.service.report.FolderLog;
import org.mulligan.service.report.Provenance;

/** Judges a file, or every image of a folder. What can be is checked first. */
public final class JudgingFiles {
    /** Each image, and where its map goes. */
    private final Map<Path, Optional<Path>> targets = new LinkedHashMap<>();

    private final FileWarnings failures = new FileWarnings();
    private final int images;
    private final boolean folder;
    private final Optional<Path> maps;

    /**
     * @throws IllegalArgumentException when the folder holds no image
     * @throws IOException when a map would overwrite a file
     */
    public JudgingFiles(Path input, Optional<Path> maps, Progress log) throws IOException {
        this.maps = maps;
        folder = ImageFiles.isFolder(input);
        if (!folder) {
            targets.put(input, maps.map(path -> Files.isDirectory(path) ? in(path, input) : path));
        } else {
            FolderImages found = FolderImages.of(input);
            found.sayOthers(log::log);
            found.failed().forEach((file, why) -> failures.add(file.getFileName().toString(), why));
            for (Path file : found.images()) targets.put(file, maps.map(path -> in(path, file)));
            if (targets.isEmpty())
                throw new IllegalArgumentException(
                        "%s holds no image that ImageJ opens%s%s"
                                .formatted(
                                        input,
                                        failures.count() == 0 ? "" : ": ",
                                        String.join("; ", failures.lines())));
            if (maps.isPresent()) Files.createDirectories(maps.get());
        }
        images = targets.size() + failures.count();
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
        if (!folder) {
            for (Map.Entry<Path, Optional<Path>> job : targets.entrySet())
                judge(judging, job.getKey(), job.getValue(), lines, progress);
            return;
        }
        try (FolderLog log =
                new FolderLog(
                        progress,
                        maps.map(path -> path.resolve(FolderImages.LOG)),
                        targets.size())) {
            failures.lines().forEach(line -> log.log("Left out: " + line));
            int done = 0;
            for (Map.Entry<Path, Optional<Path>> job : targets.entrySet()) {
                Progress part = log.image(job.getKey());
                try {
                    judge(judging, job.getKey(), job.getValue(), lines, part);
                    done++;
                } catch (EngineException | CancellationException e) {
                    throw e;
                } catch (IOException | RuntimeException e) {
                    failures.add(job.getKey().getFileName().toString(), FolderImages.said(e));
                    log.log("Left out: " + FolderImages.said(e));
                }
            }
            log.sum("judged", done, 0, failures.count());
            log.sayWhere();
        }
        if (failures.count() > 0)
            throw new IOException(
                    "%d of %d images were not judged: %s"
                            .formatted(
                                    failures.count(), images, String.join("; ", failures.lines())));
    }

    private static void judge(
            Judging judging,
            Path file,
            Optional<Path> target,
            Consumer<String> lines,
            Progress progress)
            throws IOException {
        ImagePlus image = ImageFiles.open(file);
        ImageFiles.notes(image).forEach(progress::warn);
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

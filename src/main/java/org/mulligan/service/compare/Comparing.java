package org.mulligan.service.compare;

import ij.ImagePlus;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import org.mulligan.engine.Progress;
import org.mulligan.image.io.FileWarnings;
import org.mulligan.image.io.FolderImages;
import org.mulligan.image.io.ImageFiles;
import org.mulligan.service.report.PartsOfProgress;

/**
 * Compares on an open image, a file, or every image of a folder.
 *
 * @param output a folder for the sheets and tables; empty = none
 */
public record Comparing(Networks networks, Optional<Path> output) {
    /** On an open image; see {@link Judging#rank}. */
    public Comparison image(ImagePlus image, Optional<ImagePlus> repeat, Progress progress)
            throws IOException {
        Optional<ComparisonFiles> files = Optional.empty();
        if (output.isPresent())
            files = Optional.of(new ComparisonFiles(output.get(), image.getTitle()));
        Comparison comparison = Comparison.of(new Judging(networks, progress).rank(image, repeat));
        if (files.isPresent()) progress.result(files.get().write(comparison).toString());
        return comparison;
    }

    /**
     * On files.
     *
     * @param input a file or a folder
     * @param repeat for a file a file; for a folder a folder that holds a second shot of each image
     *     under the same name
     * @param lines is told the tables and sentences
     * @throws IOException when images of a folder were not ranked; the others are
     */
    public void files(Path input, Optional<Path> repeat, Consumer<String> lines, Progress progress)
            throws IOException {
        if (!ImageFiles.isFolder(input)) {
            file(input, repeat, lines, progress);
            return;
        }
        if (repeat.isPresent() && !ImageFiles.isFolder(repeat.get()))
            throw new IllegalArgumentException(
                    "For a folder as input the repeat (repeat) must be a folder with a second shot"
                            + " of each image under the same name, got "
                            + repeat.get());
        FolderImages found = FolderImages.of(input);
        found.sayOthers(progress::log);
        FileWarnings failures = new FileWarnings();
        found.failed().forEach((file, why) -> failures.add(file.getFileName().toString(), why));
        List<Path> images = new ArrayList<>(found.images());
        if (images.isEmpty())
            throw new IllegalArgumentException(input + " holds no image that ImageJ opens");
        PartsOfProgress parts = new PartsOfProgress(progress, images.size());
        for (Path file : images) {
            try {
                Optional<Path> second = repeat.map(each -> each.resolve(file.getFileName()));
                file(file, second, lines, parts.next());
            } catch (CancellationException e) {
                throw e;
            } catch (IOException | RuntimeException e) {
                failures.add(file.getFileName().toString(), FolderImages.said(e));
            }
        }
        if (failures.count() > 0)
            throw new IOException(
                    "%d of %d images were not ranked: %s"
                            .formatted(
                                    failures.count(),
                                    images.size() + found.failed().size(),
                                    String.join("; ", failures.lines())));
    }

    private void file(Path file, Optional<Path> repeat, Consumer<String> lines, Progress progress)
            throws IOException {
        ImagePlus image = ImageFiles.open(file);
        ImageFiles.notes(image).forEach(progress::warn);
        Optional<ImagePlus> second = Optional.empty();
        if (repeat.isPresent()) second = Optional.of(ImageFiles.open(repeat.get()));
        image(image, second, progress).lines().forEach(lines);
    }
}

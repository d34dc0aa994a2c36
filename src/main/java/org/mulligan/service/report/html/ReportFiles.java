package org.mulligan.service.report.html;

import ij.ImagePlus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.mulligan.disk.WholeFiles;
import org.mulligan.engine.Progress;
import org.mulligan.image.io.ImageFiles;
import org.mulligan.model.ModelFile;

/**
 * The files of a report.
 *
 * @param input the image that was restored
 * @param result as Mulligan saved it
 * @param maps of trust; empty: those beside the result, where there are some
 * @param output the page, ending in .html
 */
public record ReportFiles(Path input, Path result, Optional<Path> maps, Path output) {
    private static final String MAPS = "-maps.tif";

    /**
     * Writes the page.
     *
     * @param installed where the result's model is looked for
     * @throws IllegalArgumentException as {@link RestorationReport#html}, and when the output is no
     *     name of a page
     * @throws IOException when a file cannot be read or written
     */
    public void write(List<ModelFile> installed, Progress progress) throws IOException {
        String name = output.getFileName().toString().toLowerCase(Locale.ROOT);
        if (!name.endsWith(".html"))
            throw new IllegalArgumentException(
                    "output must end in .html, it is %s".formatted(output));
        if (Files.exists(output)) throw new FileAlreadyExistsException(output.toString());
        ImagePlus after = ImageFiles.open(result);
        Optional<ModelFile> model =
                installed.stream()
                        .filter(file -> ("" + after.getInfoProperty()).contains(file.hash()))
                        .findFirst();
        Optional<Path> maps = mapsBeside();
        String page =
                RestorationReport.html(
                        ImageFiles.open(input),
                        after,
                        maps.isPresent()
                                ? Optional.of(ImageFiles.open(maps.get()))
                                : Optional.empty(),
                        model,
                        progress);
        WholeFiles.replace(output, page.getBytes(StandardCharsets.UTF_8));
    }

    private Optional<Path> mapsBeside() {
        if (maps.isPresent()) return maps;
        String stem = result.getFileName().toString().replaceFirst("(\\.ome)?\\.tiff?$", "");
        return Optional.of(result.resolveSibling(stem + MAPS)).filter(Files::exists);
    }
}

package org.mulligan.service.inspect;

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
import org.mulligan.service.report.TextTable;

/** Inspects a file, or every image of a folder, and tells what was found in lines of text. */
public final class InspectedFiles {
    private final List<Path> files;
    private final FileWarnings failures = new FileWarnings();
    private final boolean folder;

    /**
     * @throws IllegalArgumentException when the folder holds no image
     */
    public InspectedFiles(Path input, Progress log) throws IOException {
        folder = ImageFiles.isFolder(input);
        if (!folder) {
            files = List.of(input);
            return;
        }
        FolderImages found = FolderImages.of(input);
        found.sayOthers(log::log);
        found.failed().forEach((file, why) -> failures.add(file.getFileName().toString(), why));
        files = found.images();
        if (files.isEmpty())
            throw new IllegalArgumentException(
                    "%s holds no image that ImageJ opens%s%s"
                            .formatted(
                                    input,
                                    failures.count() == 0 ? "" : ": ",
                                    String.join("; ", failures.lines())));
    }

    /**
     * Inspects all.
     *
     * @param output takes tables and plots; empty where nobody wants them
     * @param lines is told what was found
     * @throws IOException when images of a folder could not be inspected; the others are
     */
    public void run(Optional<InspectionFiles> output, Consumer<String> lines, Progress progress)
            throws IOException {
        PartsOfProgress parts = new PartsOfProgress(progress, files.size());
        int images = files.size() + failures.count();
        for (Path file : files) {
            try {
                inspect(file, output, lines, parts.next());
            } catch (CancellationException e) {
                throw e;
            } catch (IOException | RuntimeException e) {
                if (!folder) throw e;
                failures.add(file.getFileName().toString(), FolderImages.said(e));
            }
        }
        if (output.isPresent()) lines.accept(output.get().writeTable().toString());
        if (failures.count() > 0)
            throw new IOException(
                    "%d of %d images were not inspected: %s"
                            .formatted(
                                    failures.count(), images, String.join("; ", failures.lines())));
    }

    private static void inspect(
            Path file, Optional<InspectionFiles> output, Consumer<String> lines, Progress progress)
            throws IOException {
        ImagePlus image = ImageFiles.open(file);
        ImageFiles.notes(image).forEach(progress::warn);
        List<Findings> channels = Inspection.of(image, progress);
        lines(channels).forEach(lines);
        if (output.isPresent()) output.get().add(channels);
    }

    /** Of an image: a table with a column for each channel, and two sentences of each. */
    public static List<String> lines(List<Findings> channels) {
        List<String> lines = new ArrayList<>();
        List<String> header = new ArrayList<>(List.of(channels.get(0).image()));
        List<String> figures = new ArrayList<>();
        for (Findings each : channels) {
            header.add(channels.size() == 1 ? "" : "channel " + each.channel());
            for (Figure figure : Figures.of(each))
                if (!figures.contains(figure.heading())) figures.add(figure.heading());
        }
        List<List<String>> rows = new ArrayList<>();
        for (String heading : figures) {
            List<String> row = new ArrayList<>(List.of(heading));
            for (Findings each : channels)
                row.add(
                        Figures.of(each).stream()
                                .filter(figure -> figure.heading().equals(heading))
                                .map(Figure::text)
                                .findFirst()
                                .orElse(""));
            rows.add(row);
        }
        lines.addAll(new TextTable(header, rows).lines());
        for (Findings each : channels) lines.add(sentences(each));
        return lines;
    }

    /** What was found and what to do, behind the image's name. */
    public static String sentences(Findings channel) {
        Verdict verdict = Verdict.of(channel);
        return "%s: %s %s".formatted(channel.name(), verdict.found(), verdict.advice());
    }
}

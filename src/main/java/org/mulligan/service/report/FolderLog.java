package org.mulligan.service.report;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.mulligan.engine.Progress;
import org.mulligan.image.io.FileWarnings;

/**
 * Who watches a folder run is shown little: warnings once for all images that they are for, and
 * totals. Every line of every image goes into a file beside the results, behind those of earlier
 * runs.
 */
public final class FolderLog implements Progress, AutoCloseable {
    private final Progress shown;
    private final Optional<Path> file;
    private final FileWarnings warnings = new FileWarnings();
    private final long begun = System.nanoTime();
    private Optional<BufferedWriter> writer = Optional.empty();
    private final PartsOfProgress parts;
    private int number;
    private final int count;
    private String image = "";

    /**
     * @param shown what the user sees
     * @param file takes the rest; empty where there are no results that it could lie beside
     * @param count images in all
     */
    public FolderLog(Progress shown, Optional<Path> file, int count) {
        this.shown = shown;
        this.file = file;
        this.count = count;
        this.parts = new PartsOfProgress(this, count);
        file.ifPresent(this::open);
    }

    private void open(Path path) {
        try {
            writer =
                    Optional.of(
                            Files.newBufferedWriter(
                                    path,
                                    StandardCharsets.UTF_8,
                                    StandardOpenOption.CREATE,
                                    StandardOpenOption.APPEND));
            log(
                    "Mulligan %s, %s"
                            .formatted(
                                    Provenance.version(),
                                    LocalDateTime.now().truncatedTo(ChronoUnit.SECONDS)));
        } catch (IOException e) {
            giveUp(e);
        }
    }

    /** The results matter more than what is said of them. */
    private void giveUp(IOException e) {
        writer = Optional.empty();
        shown.warn(
                "The log %s cannot be written: %s".formatted(file.orElseThrow(), e.getMessage()));
    }

    /** The progress of the next image. Only one is worked on at a time. */
    public Progress image(Path path) {
        image = path.getFileName().toString();
        log("%d of %d: %s".formatted(++number, count, path));
        return parts.next();
    }

    /** Into the file. */
    @Override
    public void log(String line) {
        if (writer.isEmpty()) return;
        try {
            writer.get().write(line);
            writer.get().newLine();
            writer.get().flush();
        } catch (IOException e) {
            giveUp(e);
        }
    }

    /** Into the file, and in the end to the user, once with others that differ in figures only. */
    @Override
    public void warn(String line) {
        log("Warning: " + line);
        warnings.add(image, line);
    }

    @Override
    public void result(String line) {
        log(line);
        shown.result(line);
    }

    /** To the user, and into the file. */
    public void say(String line) {
        log(line);
        shown.log(line);
    }

    @Override
    public void update(String what, double fraction, double secondsLeft) {
        shown.update(what, fraction, secondsLeft);
    }

    @Override
    public boolean cancelled() {
        return shown.cancelled();
    }

    /**
     * Says the warnings and the totals.
     *
     * @param verb what was done with the images, such as "restored"
     * @param kept done in a run before
     */
    public void sum(String verb, int done, int kept, int failed) {
        sayWarnings();
        double seconds = (System.nanoTime() - begun) / 1e9;
        new TextTable(
                        List.of("images", verb, "kept", "left out", "with warnings", "seconds"),
                        List.of(
                                List.of(
                                        "" + (done + kept + failed),
                                        "" + done,
                                        "" + kept,
                                        "" + failed,
                                        "" + warnings.count(),
                                        "%.1f".formatted(seconds))))
                .lines()
                .forEach(this::say);
    }

    /** Says where the rest is. */
    public void sayWhere() {
        if (writer.isPresent()) shown.log("Details: " + file.orElseThrow());
    }

    /** Says each kind of warning, with how many images it is for. */
    public void sayWarnings() {
        warnings.lines().forEach(this::say);
    }

    @Override
    public void close() throws IOException {
        if (writer.isPresent()) writer.get().close();
    }
}

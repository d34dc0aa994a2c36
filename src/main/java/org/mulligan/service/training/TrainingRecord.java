package org.mulligan.service.training;

import ij.ImagePlus;
import ij.io.FileSaver;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.mulligan.disk.WholeFiles;
import org.mulligan.engine.ForwardingListener;
import org.mulligan.engine.TrainingListener;
import org.mulligan.engine.TrainingMeasurement;

/**
 * Keeps what a training measures in {@code NAME-training.csv} and its last preview in {@code
 * NAME-preview.tif}, beside the model, each whole at any time. All is passed on.
 */
public final class TrainingRecord extends ForwardingListener {
    private final String name;
    private final Path table;
    private final Path preview;
    private final boolean resumes;
    private final List<String> rows = new ArrayList<>();
    private boolean begun;

    /**
     * @param model the package that is being trained
     * @param resumes whether what an interrupted training has measured stays
     */
    public TrainingRecord(TrainingListener next, Path model, boolean resumes) {
        super(next);
        name = name(model);
        table = table(model);
        preview = preview(model);
        this.resumes = resumes;
    }

    static String name(Path model) {
        return model.getFileName().toString().replaceFirst("\\.zip$", "");
    }

    private static Path table(Path model) {
        return model.toAbsolutePath().resolveSibling(name(model) + "-training.csv");
    }

    static Path preview(Path model) {
        return model.toAbsolutePath().resolveSibling(name(model) + "-preview.tif");
    }

    /** Removes what was kept of a training. */
    public static void delete(Path model) throws IOException {
        Files.deleteIfExists(table(model));
        Files.deleteIfExists(preview(model));
    }

    @Override
    public void measured(TrainingMeasurement measurement) {
        super.measured(measurement);
        try {
            if (!begun) begin();
            rows.removeIf(row -> step(row) >= measurement.step());
            rows.add(TrainingCurves.line(measurement));
            String text = TrainingCurves.HEADER + "\n" + String.join("\n", rows) + "\n";
            WholeFiles.replace(table, text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException | RuntimeException e) {
            // A table on the way is not worth a training.
            log("The figures of the training cannot be kept: " + e.getMessage());
        }
    }

    private void begin() throws IOException {
        begun = true;
        if (!resumes || !Files.exists(table)) return;
        List<String> before = Files.readAllLines(table);
        if (before.isEmpty() || !before.get(0).equals(TrainingCurves.HEADER)) return;
        rows.addAll(before.subList(1, before.size()));
    }

    private static long step(String row) {
        return Long.parseLong(row.substring(0, row.indexOf(',')));
    }

    @Override
    public void drew(Path sheet, long step) {
        super.drew(sheet, step);
        try {
            ImagePlus image = PreviewImage.open(sheet, "Preview of " + name, step);
            WholeFiles.replace(preview, new FileSaver(image).serialize());
        } catch (IOException | RuntimeException e) {
            log("A preview of the training cannot be kept: " + e.getMessage());
        }
    }
}

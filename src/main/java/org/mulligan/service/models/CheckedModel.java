package org.mulligan.service.models;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.mulligan.model.format.ModelKind;
import org.mulligan.service.report.TextTable;

/**
 * What a check found of one model.
 *
 * @param name of its file
 * @param format e.g. {@code bioimage.io 0.5.7 (Mulligan)}
 * @param bytes on disk
 * @param weights numbers that were learnt, of one set; 0 = not read
 * @param operations kinds of operations in its graphs; 0 = not read
 * @param test largest difference between the test output that it brings and the one computed here
 * @param seam largest difference between two tilings of an image whose intensities are 0 to 1
 * @param milliseconds for an image of {@code side} px, or for one that is drawn
 * @param device that computed; empty = nothing did
 * @param problems in words; none = it is all right
 */
public record CheckedModel(
        String name,
        String format,
        String task,
        long bytes,
        long weights,
        int operations,
        OptionalDouble test,
        OptionalDouble seam,
        OptionalDouble milliseconds,
        int side,
        String device,
        List<String> problems) {
    public CheckedModel {
        problems = List.copyOf(problems);
    }

    /** Whether nothing was found. */
    public boolean passed() {
        return problems.isEmpty();
    }

    /** A row for each; the words come last. */
    public static TextTable table(List<CheckedModel> models) {
        return new TextTable(
                List.of(
                        "Model",
                        "Result",
                        "Format",
                        "Task",
                        "MB",
                        "Weights",
                        "Operations",
                        "Hashes",
                        "Test tensors",
                        "Seams",
                        "Time [ms]",
                        "Side [px]",
                        "Device",
                        "Problems"),
                models.stream().map(CheckedModel::row).toList());
    }

    private List<String> row() {
        boolean opened = weights > 0;
        return List.of(
                name,
                passed() ? "ok" : "PROBLEM",
                format.isEmpty() ? "?" : format,
                task.isEmpty() ? "-" : task,
                String.format(Locale.ROOT, "%.1f", bytes / 1e6),
                opened ? String.valueOf(weights) : "-",
                opened ? String.valueOf(operations) : "-",
                opened && ModelKind.isOurs(format) ? "right" : "-",
                number(test, "%.1e"),
                number(seam, "%.1e"),
                number(milliseconds, "%.1f"),
                milliseconds.isPresent() ? String.valueOf(side) : "-",
                device.isEmpty() ? "-" : device,
                problems.isEmpty() ? "none" : String.join("; ", problems));
    }

    private static String number(OptionalDouble value, String format) {
        return value.isPresent() ? String.format(Locale.ROOT, format, value.getAsDouble()) : "-";
    }
}

package org.mulligan.service.models;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.mulligan.model.ModelFacts;
import org.mulligan.model.ModelFile;
import org.mulligan.service.report.TextTable;

/**
 * A model that can be named.
 *
 * @param name of its file
 * @param file empty when it does not open
 * @param path the package
 * @param shipped whether it came with Mulligan
 * @param bytes on disk
 * @param problem why it does not open; empty when it does
 */
public record InstalledModel(
        String name,
        Optional<ModelFile> file,
        Path path,
        boolean shipped,
        long bytes,
        String problem) {
    /** A row for each. */
    public static TextTable table(List<InstalledModel> models) {
        return new TextTable(
                List.of("Name", "Task", "Licence", "MB", "Whose", "From", "What it does"),
                models.stream().map(InstalledModel::row).toList());
    }

    private List<String> row() {
        String size = String.format(Locale.ROOT, "%.1f", bytes / 1e6);
        return List.of(
                name,
                file.map(model -> model.description().task().word()).orElse("-"),
                file.map(model -> model.description().licence()).orElse("-"),
                size,
                shipped ? "shipped" : "own",
                from(),
                file.map(model -> model.description().summary())
                        .orElse("DOES NOT OPEN: " + problem));
    }

    /** Where it comes from, in a few words. */
    public String from() {
        if (shipped) return "Mulligan";
        if (file.isEmpty()) return "-";
        ModelFacts facts = file.get().description().facts();
        return facts.importedFrom()
                .map(from -> "imported: " + from)
                .or(() -> facts.day().map(day -> "trained " + day))
                .orElse("unknown");
    }
}

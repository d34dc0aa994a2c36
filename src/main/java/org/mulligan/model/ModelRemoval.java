package org.mulligan.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.mulligan.disk.WholeFiles;

/** Takes models out of the user's folder. Nothing outside of that folder is ever touched. */
public final class ModelRemoval {
    private ModelRemoval() {}

    /**
     * Removes one of the user's own models. A link is removed and what it points to stays; links
     * inside a package too.
     *
     * @param name from the list of models, or the name of the file
     * @return what was removed
     * @throws IllegalArgumentException when it is no name, none of the user's or several are called
     *     so, or it came with Mulligan
     */
    public static Path remove(ModelFolder models, String name) throws IOException {
        String wanted = name.strip();
        if (wanted.isEmpty() || wanted.matches(".*[/\\\\:].*"))
            throw new IllegalArgumentException(
                    "remove must be a name from the list of models, got \"%s\"; delete other files yourself"
                            .formatted(name));
        List<ModelFolder.Place> called =
                models.places(text -> {}).stream()
                        .filter(
                                place ->
                                        place.name().equals(wanted)
                                                || String.valueOf(place.path().getFileName())
                                                        .equals(wanted))
                        .toList();
        List<Path> own =
                called.stream()
                        .filter(place -> !place.shipped())
                        .map(ModelFolder.Place::path)
                        .toList();
        if (own.isEmpty())
            throw new IllegalArgumentException(
                    called.isEmpty()
                            ? "No model of yours is named \"%s\" in %s"
                                    .formatted(wanted, models.user())
                            : "\"%s\" came with Mulligan and stays; only models in %s are removed"
                                    .formatted(wanted, models.user()));
        if (own.size() > 1)
            throw new IllegalArgumentException(
                    "Several models are named \"%s\": %s; give the name of the file"
                            .formatted(
                                    wanted,
                                    String.join(
                                            ", ",
                                            own.stream()
                                                    .map(path -> path.getFileName().toString())
                                                    .toList())));
        delete(own.get(0));
        return own.get(0);
    }

    /** First out of the list, then from the disk: half a model is never seen. */
    private static void delete(Path model) throws IOException {
        if (Files.isSymbolicLink(model)) {
            Files.delete(model);
            return;
        }
        Path hidden =
                model.resolveSibling(
                        "." + model.getFileName() + "." + UUID.randomUUID() + ".removed");
        Files.move(model, hidden);
        WholeFiles.delete(hidden);
    }
}

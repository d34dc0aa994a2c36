package org.mulligan.command;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mulligan.model.ModelFile;
import org.mulligan.ui.ModelNames;

/**
 * The list in a dialog from which a model is chosen, with a line on each. A model at a path is
 * named in a macro or on the command line.
 */
final class ModelChoices {
    /** By the names of the list. */
    private final Map<String, String> summaries = new LinkedHashMap<>();

    /**
     * @param models of two of a name the first is the one that the name finds
     */
    ModelChoices(List<ModelFile> models) {
        for (ModelFile file : models)
            summaries.putIfAbsent(ModelNames.of(file), file.description().summary());
    }

    List<String> names() {
        return List.copyOf(summaries.keySet());
    }

    /** The line on a model; empty for one that is not in the list. */
    String describe(String name) {
        return summaries.getOrDefault(name, "");
    }
}

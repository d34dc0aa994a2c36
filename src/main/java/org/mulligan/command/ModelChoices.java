package org.mulligan.command;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mulligan.model.ModelFile;
import org.mulligan.service.report.Purpose;
import org.mulligan.ui.ModelNames;
import org.scijava.command.DynamicCommand;

/**
 * The list in a dialog from which a model is chosen, with a line on each. A model at a path is
 * named in a macro or on the command line.
 */
public final class ModelChoices {
    /** By the names of the list. */
    private final Map<String, String> summaries = new LinkedHashMap<>();

    /**
     * Fills the list of the input {@code model}, where it is not given yet.
     *
     * @param models of two of a name the first is the one that the name finds
     */
    public void offer(DynamicCommand command, Purpose purpose, List<ModelFile> models) {
        offer(command, models.stream().filter(file -> purpose.opens(file.description())).toList());
    }

    /** As above, with all models that there are. */
    public void offer(DynamicCommand command, List<ModelFile> models) {
        if (command.isInputResolved("model")) return;
        for (ModelFile file : models)
            summaries.putIfAbsent(ModelNames.of(file), file.description().summary());
        if (!summaries.isEmpty())
            command.getInfo()
                    .getMutableInput("model", String.class)
                    .setChoices(List.copyOf(summaries.keySet()));
    }

    /** The line on a model; empty for another key, and for a model that is not in the list. */
    public String describe(String key, String value) {
        return key.equals("model") ? summaries.getOrDefault(value, "") : "";
    }
}

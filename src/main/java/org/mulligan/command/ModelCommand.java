package org.mulligan.command;

import java.util.List;
import java.util.Optional;
import org.mulligan.door.OffersChoices;
import org.mulligan.service.report.Purpose;
import org.scijava.command.ContextCommand;

/**
 * A command whose dialog has a list of models for its input {@code model}. (Not one of SciJava's
 * dynamic commands, which could fill the list too: to a script {@code CommandService.run} gives
 * null for those.)
 */
public abstract class ModelCommand extends ContextCommand implements WatchedCommand, OffersChoices {
    private final Optional<Purpose> purpose;
    private ModelChoices models;

    /**
     * @param purpose of the models that are offered; empty: all
     */
    protected ModelCommand(Optional<Purpose> purpose) {
        this.purpose = purpose;
    }

    @Override
    public List<String> choices(String input) {
        return input.equals("model") ? models().names() : List.of();
    }

    /** As {@link org.mulligan.door.DescribesValues} asks, where a command's dialog says it. */
    public String describe(String key, String value) {
        return key.equals("model") ? models().describe(value) : "";
    }

    /** To list the models is to open them all. */
    private ModelChoices models() {
        if (models == null)
            models =
                    new ModelChoices(
                            mulligan().models().stream()
                                    .filter(
                                            file ->
                                                    purpose.isEmpty()
                                                            || purpose.get()
                                                                    .opens(file.description()))
                                    .toList());
        return models;
    }
}

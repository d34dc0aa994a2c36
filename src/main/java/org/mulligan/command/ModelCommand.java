package org.mulligan.command;

import java.util.Optional;
import org.mulligan.door.CommandForm;
import org.mulligan.service.report.Purpose;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandService;
import org.scijava.command.DynamicCommand;
import org.scijava.module.ModuleItem;

/**
 * A command whose dialog has a list of models for its input {@code model}, which names {@code
 * offerModels} as its initializer. (Only where a list is found at run time: SciJava's {@code
 * CommandService.run} gives no result of a dynamic command.)
 */
public abstract class ModelCommand extends DynamicCommand implements WatchedCommand {
    private final ModelChoices models = new ModelChoices();
    private final Optional<Purpose> purpose;

    /**
     * @param purpose of the models that are offered; empty: all
     */
    protected ModelCommand(Optional<Purpose> purpose) {
        this.purpose = purpose;
    }

    /** Fills the list, and tells SciJava's own dialog what the command line alone asks for. */
    protected void offerModels() {
        CommandInfo declared = context().service(CommandService.class).getCommand(getClass());
        for (ModuleItem<?> item : declared.inputs())
            if (CommandForm.COMMAND_LINE.equals(item.get(CommandForm.ONLY)))
                resolveInput(item.getName());
        // To list the models is to open them all.
        if (isInputResolved("model")) return;
        if (purpose.isPresent()) models.offer(this, purpose.get(), mulligan().models());
        else models.offer(this, mulligan().models());
    }

    /** As {@link org.mulligan.door.DescribesValues} asks, where a command's dialog says it. */
    public String describe(String key, String value) {
        return models.describe(key, value);
    }

    /** SciJava's dynamic commands do nothing by themselves. */
    @Override
    public void run() {
        WatchedCommand.super.run();
    }
}

package org.mulligan.command.models;

import ij.macro.Interpreter;
import java.awt.GraphicsEnvironment;
import java.io.IOException;
import org.mulligan.command.WatchedCommand;
import org.mulligan.door.CommandForm;
import org.mulligan.door.Watcher;
import org.mulligan.service.models.InstalledModel;
import org.mulligan.ui.ModelsWindow;
import org.scijava.command.Command;
import org.scijava.command.ContextCommand;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Shows what is installed, and removes. */
@Plugin(
        type = Command.class,
        label = "List Mulligan Models...",
        visible = false,
        description =
                "Shows the models that are installed, with picture and card, and removes own ones.")
public class ListModels extends ContextCommand implements WatchedCommand {
    @Parameter(
            label = "Remove",
            description = "Name of a model of yours that is removed, without a question",
            attrs = @Attr(name = CommandForm.UNASKED),
            persist = false,
            required = false)
    private String remove = "";

    @Override
    public String title() {
        return "List";
    }

    @Override
    public void work(Watcher watcher) throws IOException {
        if (remove != null && !remove.isBlank())
            watcher.result("Removed " + mulligan().shelf().remove(remove));
        else if (GraphicsEnvironment.isHeadless() || Interpreter.isBatchMode())
            InstalledModel.table(mulligan().shelf().installed()).lines().forEach(watcher::result);
        else ModelsWindow.open(mulligan().shelf());
    }
}

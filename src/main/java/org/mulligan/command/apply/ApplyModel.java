package org.mulligan.command.apply;

import org.mulligan.door.CommandForm;
import org.mulligan.service.report.Purpose;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Plugin;

/** Applies any model that turns an image into another. */
@Plugin(
        type = Command.class,
        label = "Apply Mulligan Model...",
        visible = false,
        description =
                "Applies any model that turns an image into another, whatever tool it came from.",
        attrs = {
            @Attr(name = CommandForm.FIRST, value = "model sharpness depth output"),
            @Attr(
                    name = CommandForm.COMMAND_LINE,
                    value =
                            "Apply model to files: Applies any model that turns an image into another"
                                    + " to an image file, or to every image of a folder."),
            @Attr(name = CommandForm.ORDER, value = RestoreCommand.ORDER),
            @Attr(
                    name = CommandForm.COMMAND_LINE_ORDER,
                    value = RestoreCommand.COMMAND_LINE_ORDER + " " + RestoreCommand.ORDER)
        })
public class ApplyModel extends RestoreCommand {
    public ApplyModel() {
        super(Purpose.APPLY, "");
    }
}

package org.mulligan.command.apply;

import org.mulligan.door.CommandForm;
import org.mulligan.service.report.Purpose;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Plugin;

/** Super-resolves the active image, or files. */
@Plugin(
        type = Command.class,
        label = "Super-Resolve with Mulligan...",
        visible = false,
        description = "Makes an image of finer pixels with a trained network.",
        attrs = {
            @Attr(name = CommandForm.FIRST, value = "model sharpness maps output"),
            @Attr(
                    name = CommandForm.COMMAND_LINE,
                    value =
                            "Super-resolve files: Makes images of finer pixels of an image file, or of"
                                    + " every image of a folder."),
            @Attr(name = CommandForm.ORDER, value = RestoreCommand.ORDER),
            @Attr(
                    name = CommandForm.COMMAND_LINE_ORDER,
                    value = RestoreCommand.COMMAND_LINE_ORDER + " " + RestoreCommand.ORDER)
        })
public class SuperResolve extends RestoreCommand {
    public SuperResolve() {
        super(Purpose.SUPER_RESOLVE, "super-resolution-x2");
    }
}

package org.mulligan.command.apply;

import org.mulligan.door.CommandForm;
import org.mulligan.service.report.Purpose;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Plugin;

/** Denoises the active image, or files. */
@Plugin(
        type = Command.class,
        label = "Denoise with Mulligan...",
        visible = false,
        description = "Denoises an image or a stack of planes with a trained network.",
        attrs = {
            @Attr(
                    name = CommandForm.COMMAND_LINE,
                    value =
                            "Denoise files: Denoises an image file, or every image of a folder, with a"
                                    + " trained network."),
            @Attr(name = CommandForm.COMMAND_LINE_ORDER, value = RestoreCommand.COMMAND_LINE_ORDER)
        })
public class Denoise extends RestoreCommand {
    public Denoise() {
        super(Purpose.DENOISE, "fluorescence");
    }
}

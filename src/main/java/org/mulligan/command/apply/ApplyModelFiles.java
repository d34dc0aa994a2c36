package org.mulligan.command.apply;

import org.mulligan.service.report.Purpose;
import org.scijava.command.Command;
import org.scijava.plugin.Plugin;

/** {@link ApplyModel} for the command line. */
@Plugin(
        type = Command.class,
        label = "Apply model to files",
        description =
                "Applies any model that turns an image into another to an image file, or to every"
                        + " image of a folder.",
        visible = false)
public class ApplyModelFiles extends RestoreImageFiles {
    public ApplyModelFiles() {
        super(Purpose.APPLY, "");
    }
}

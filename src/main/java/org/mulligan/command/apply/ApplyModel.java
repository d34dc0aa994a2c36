package org.mulligan.command.apply;

import org.mulligan.service.report.Purpose;
import org.scijava.command.Command;
import org.scijava.plugin.Plugin;

/** Applies any model that turns an image into another. */
@Plugin(
        type = Command.class,
        label = "Apply Model...",
        description =
                "Applies any model that turns an image into another, whatever tool it came from.")
public class ApplyModel extends RestoreImage {
    public ApplyModel() {
        super(Purpose.APPLY, "");
    }
}

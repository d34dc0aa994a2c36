package org.mulligan.command.apply;

import org.mulligan.service.report.Purpose;
import org.scijava.command.Command;
import org.scijava.plugin.Plugin;

/** Super-resolves the active image. */
@Plugin(
        type = Command.class,
        label = "Super-Resolve...",
        description = "Makes an image of finer pixels with a trained network.")
public class SuperResolve extends RestoreImage {
    public SuperResolve() {
        super(Purpose.SUPER_RESOLVE, "super-resolution-x2");
    }
}

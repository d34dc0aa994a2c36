package org.mulligan.command.apply;

import org.mulligan.service.report.Purpose;
import org.scijava.command.Command;
import org.scijava.plugin.Plugin;

/** {@link SuperResolve} for the command line. */
@Plugin(
        type = Command.class,
        label = "Super-resolve files",
        description =
                "Makes images of finer pixels of an image file, or of every image of a folder.",
        visible = false)
public class SuperResolveFiles extends RestoreImageFiles {
    public SuperResolveFiles() {
        super(Purpose.SUPER_RESOLVE, "super-resolution-x2");
    }
}

package org.mulligan.command.apply;

import org.mulligan.service.report.Purpose;
import org.scijava.command.Command;
import org.scijava.plugin.Plugin;

/** {@link Denoise} for the command line. */
@Plugin(
        type = Command.class,
        label = "Denoise files",
        description = "Denoises an image file, or every image of a folder, with a trained network.",
        visible = false)
public class DenoiseFiles extends RestoreImageFiles {
    public DenoiseFiles() {
        super(Purpose.DENOISE, "fluorescence");
    }
}

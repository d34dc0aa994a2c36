package org.mulligan.command.apply;

import org.mulligan.service.report.Purpose;
import org.scijava.command.Command;
import org.scijava.plugin.Plugin;

/** Denoises the active image. */
@Plugin(
        type = Command.class,
        label = "Denoise...",
        description = "Denoises an image or a stack of planes with a trained network.")
public class Denoise extends RestoreImage {
    public Denoise() {
        super(Purpose.DENOISE, "fluorescence");
    }
}

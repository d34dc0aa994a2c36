package org.mulligan.command.train;

import org.mulligan.command.InputTexts;
import org.mulligan.command.PhotonRange;
import org.mulligan.door.CommandForm;
import org.mulligan.engine.TrainingPlan.Imaging;
import org.mulligan.extension.ExtensionPoint;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Trains a denoiser on folders of images. */
@Plugin(
        type = Command.class,
        label = "Train Denoiser...",
        visible = false,
        description = "Trains a denoiser on folders of noisy and clean images.",
        attrs = {
            @Attr(name = ExtensionPoint.TASKS, value = "denoise"),
            @Attr(
                    name = CommandForm.ORDER,
                    value = "noisy clean photons readnoise " + TrainInputs.ORDER)
        })
public class TrainDenoiser extends TrainInputs {
    @Parameter(
            label = "Noisy images",
            description = "Folder of noisy images; empty = the clean ones are degraded instead",
            style = "directory",
            persist = false,
            required = false)
    private String noisy = "";

    @Parameter(
            label = "Clean images",
            description = "Folder of clean images, named like their noisy partners",
            style = "directory",
            persist = false)
    private String clean;

    @Parameter(
            label = "Photons",
            description =
                    "Peak photon count of the degradation, a range or one number; only where noisy"
                            + " is empty",
            persist = false,
            required = false)
    private String photons = "3-300";

    @Parameter(
            label = "Read noise [photons]",
            description = "Highest read noise of the degradation; only where noisy is empty",
            persist = false,
            required = false)
    private double readnoise = 1;

    @Override
    protected String measuredFolder() {
        return noisy;
    }

    @Override
    protected String targetFolder() {
        return InputTexts.required("clean", clean);
    }

    @Override
    protected Imaging imaging() {
        return Imaging.noise(PhotonRange.of(photons), readnoise);
    }
}

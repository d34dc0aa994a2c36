package org.mulligan.command;

import ij.ImagePlus;
import org.mulligan.service.MulliganService;
import org.mulligan.ui.Failures;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.command.ContextCommand;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Shows what a training would make of a clean image. */
@Plugin(
        type = Command.class,
        label = "Preview Degradation...",
        description =
                "Shows the active image beside noisy exposures of it, as a training without noisy"
                        + " images makes them.")
public class PreviewDegradation extends ContextCommand {
    @Parameter private MulliganService mulligan;

    @Parameter(label = "Image", description = "A clean image; its current plane is shown")
    private ImagePlus input;

    @Parameter(
            label = "Photons",
            description = "Peak photon count, a range or one number",
            persist = false,
            required = false)
    private String photons = "3-300";

    @Parameter(
            label = "Read noise [photons]",
            description = "Highest read noise of the camera",
            persist = false,
            required = false)
    private double readnoise = 1;

    @Parameter(
            label = "Seed",
            description = "All randomness comes from it",
            persist = false,
            required = false)
    private long seed = 1;

    @Parameter(type = ItemIO.OUTPUT)
    private ImagePlus preview;

    @Override
    public void run() {
        try {
            if (input == null || input.getProcessor() == null)
                throw new IllegalArgumentException("There is no image to degrade; open one first");
            if (!(readnoise >= 0))
                throw new IllegalArgumentException(
                        "readnoise must be 0 photons or more, got " + readnoise);
            preview = mulligan.previewDegradation(input, PhotonRange.of(photons), readnoise, seed);
        } catch (IllegalArgumentException e) {
            cancel(Failures.text(e));
        }
    }
}

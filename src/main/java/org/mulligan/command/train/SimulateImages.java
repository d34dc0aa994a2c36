package org.mulligan.command.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.mulligan.command.PhotonRange;
import org.mulligan.command.WatchedCommand;
import org.mulligan.door.CommandForm;
import org.mulligan.door.Watcher;
import org.mulligan.engine.TrainingPlan.Range;
import org.mulligan.extension.ExtensionPoint;
import org.mulligan.service.restore.Simulating;
import org.scijava.command.Command;
import org.scijava.command.ContextCommand;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Makes images as microscopes would show them, to train on or to try things with. */
@Plugin(
        type = Command.class,
        label = "Simulate Training Images...",
        visible = false,
        attrs = @Attr(name = ExtensionPoint.TASKS, value = "denoise"),
        description =
                "Makes images as microscopes would show them, clean or in noisy/clean pairs, to"
                        + " train on or to try things with.")
public class SimulateImages extends ContextCommand implements WatchedCommand {
    private static final String OWN = "own";

    @Parameter(
            label = "Save to",
            description = "Folder; made where it is missing, nothing in it is overwritten",
            style = "directory",
            persist = false)
    private String output;

    @Parameter(
            label = "Count",
            description = "Images to make",
            min = "1",
            persist = false,
            required = false)
    private int count = 100;

    @Parameter(
            label = "Size [px]",
            description = "Side of the square images, 32 or more",
            min = "32",
            persist = false,
            required = false)
    private int size = 320;

    @Parameter(
            label = "Planes",
            description =
                    "1 = single images; more = volumes of filaments, nuclei and vesicles, 0.1 um a"
                            + " pixel and 0.3 um from plane to plane",
            min = "1",
            persist = false,
            required = false)
    private int depth = 1;

    @Parameter(
            label = "Structures",
            description =
                    "cells = fluorescent cells in the dark; all = half of them other things:"
                            + " bacteria, puncta, tissue, grain, gratings, empty fields, on bright"
                            + " ground too; sharp = these through the sharpest optics, to train a"
                            + " super-resolver or a deblurrer on",
            choices = {"cells", "all", "sharp"},
            persist = false,
            required = false)
    private String structures = "cells";

    @Parameter(
            label = "Photons",
            description =
                    "Peak photon count of the noisy partners, a range or one number; empty = clean"
                            + " images only",
            persist = false,
            required = false)
    private String photons = "";

    @Parameter(
            label = "Noise",
            description =
                    "Of the noisy partners: own = shot noise and read noise of a 16-bit camera; a"
                            + " degradation of the trainings makes 32-bit images in its units",
            choices = {OWN, "poisson-gaussian"},
            attrs = @Attr(name = CommandForm.EXTENSION, value = "degradation"),
            persist = false,
            required = false)
    private String noise = OWN;

    @Parameter(
            label = "Seed",
            description = "All randomness comes from it",
            persist = false,
            required = false)
    private long seed = 1;

    @Override
    public String title() {
        return "Simulate";
    }

    @Override
    public void work(Watcher watcher) throws IOException {
        if (output == null || output.isBlank())
            throw new IllegalArgumentException("output must be given; it is empty");
        Path folder = Path.of(output.trim());
        Optional<Range> range =
                photons == null || photons.isBlank()
                        ? Optional.empty()
                        : Optional.of(PhotonRange.of(photons));
        mulligan()
                .simulate(
                        folder,
                        new Simulating.Plan(
                                count,
                                size,
                                depth,
                                structures,
                                range,
                                Optional.of(noise).filter(name -> !name.equals(OWN)),
                                seed),
                        watcher);
        watcher.result(folder.toString());
    }
}

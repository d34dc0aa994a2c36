package org.mulligan.command.train;

import java.util.Optional;
import org.mulligan.command.ImagingText;
import org.mulligan.command.InputTexts;
import org.mulligan.command.PhotonRange;
import org.mulligan.door.CommandForm;
import org.mulligan.engine.TrainingPlan.Imaging;
import org.mulligan.extension.ExtensionPoint;
import org.mulligan.model.Task;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Trains a super-resolver on folders of images. */
@Plugin(
        type = Command.class,
        label = "Train Super-Resolver...",
        visible = false,
        description = "Trains a network that makes images of finer pixels.",
        attrs = {
            @Attr(name = CommandForm.FIRST, value = "low high scale name minutes"),
            @Attr(name = ExtensionPoint.TASKS, value = "super-resolve"),
            @Attr(
                    name = CommandForm.ORDER,
                    value =
                            "low high scale psf pixel na wavelength index photons readnoise "
                                    + TrainInputs.ORDER)
        })
public class TrainSuperResolver extends OpticsInputs {
    @Parameter(
            label = "Low-resolution images",
            description =
                    "Folder of measured images; empty = the high-resolution ones are blurred,"
                            + " binned and given noise instead",
            style = "directory",
            persist = false,
            required = false)
    private String low = "";

    @Parameter(
            label = "High-resolution images",
            description =
                    "Folder of target images, named like their low-resolution partners and exactly"
                            + " the scale times as wide and high",
            style = "directory",
            persist = false)
    private String high;

    @Parameter(
            label = "Scale",
            description = "Pixels of the result along a pixel of the image: 2, 3 or 4",
            min = "2",
            max = "4",
            persist = false,
            required = false)
    private int scale = 2;

    @Parameter(
            label = "PSF",
            description =
                    "FWHM of the point spread function in px of the high-resolution images, or with its unit:"
                            + " 0.3 um, 300 nm; a range where it is not known: 2-6; 0 = none. Not"
                            + " used where an NA is given",
            persist = false,
            required = false)
    private String psf = "2";

    @Parameter(
            label = "Pixel size [um]",
            description =
                    "Of the high-resolution images; needed for a PSF in um or nm and for an NA",
            persist = false,
            required = false)
    private double pixel = 0;

    @Parameter(
            label = "Photons",
            description =
                    "Peak photon count of the degradation, a range or one number; only where low"
                            + " is empty",
            persist = false,
            required = false)
    private String photons = "3-300";

    @Parameter(
            label = "Read noise [photons]",
            description = "Highest read noise of the degradation; only where low is empty",
            persist = false,
            required = false)
    private double readnoise = 1;

    public TrainSuperResolver() {
        patch = 48;
        weight = 1;
    }

    @Override
    protected String measuredFolder() {
        return low;
    }

    @Override
    protected String targetFolder() {
        return InputTexts.required("high", high);
    }

    @Override
    protected Optional<String> shipped() {
        return scale == 2 ? Optional.of("super-resolution-x2") : Optional.empty();
    }

    @Override
    protected Imaging imaging() {
        return ImagingText.of(
                Task.SUPER_RESOLVE, scale, PhotonRange.of(photons), readnoise, psf(psf, pixel), 1);
    }
}

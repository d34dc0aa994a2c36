package org.mulligan.command.train;

import java.nio.file.Path;
import java.util.Optional;
import org.mulligan.command.ImagingText;
import org.mulligan.command.InputTexts;
import org.mulligan.command.PhotonRange;
import org.mulligan.door.CommandForm;
import org.mulligan.engine.TrainingPlan.Adversary;
import org.mulligan.engine.TrainingPlan.Imaging;
import org.mulligan.engine.TrainingPlan.Psf;
import org.mulligan.extension.ExtensionPoint;
import org.mulligan.image.depth.StackSpacing;
import org.mulligan.model.Task;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Trains a restorer on folders of images. */
@Plugin(
        type = Command.class,
        label = "Train Restorer...",
        visible = false,
        description =
                "Trains a network that deblurs images, fills in missing pixels, evens their light,"
                        + " or makes stacks as fine along their depth as in their planes.",
        attrs = {
            @Attr(name = CommandForm.FIRST, value = "task measured wanted psf name minutes"),
            @Attr(name = ExtensionPoint.TASKS, value = "deblur inpaint even-light isotropic"),
            @Attr(
                    name = CommandForm.ORDER,
                    value =
                            "task measured wanted hole psf pixel zstep axial na wavelength index photons readnoise "
                                    + TrainInputs.ORDER)
        })
public class TrainRestorer extends OpticsInputs {
    @Parameter(
            label = "Task",
            description =
                    "deblur; inpaint = fill in missing pixels; even-light = even the light (without"
                            + " an adversary); isotropic = make stacks as fine along their depth as"
                            + " in their planes, of which it learns",
            choices = {"deblur", "inpaint", "even-light", "isotropic"},
            persist = false,
            required = false)
    private String task = "deblur";

    @Parameter(
            label = "Measured images",
            description =
                    "Folder of measured images; empty = the target images are degraded instead, as"
                            + " inpaint and isotropic always do",
            style = "directory",
            persist = false,
            required = false)
    private String measured = "";

    @Parameter(
            label = "Target images",
            description =
                    "Folder of target images, named like their measured partners; for isotropic of"
                            + " the stacks themselves",
            style = "directory",
            persist = false)
    private String wanted;

    @Parameter(
            label = "Largest hole [px]",
            description =
                    "Longest side of the holes that inpaint learns to fill, less than a patch",
            min = "1",
            persist = false,
            required = false)
    private int hole = 32;

    @Parameter(
            label = "PSF",
            description =
                    "FWHM of the point spread function in px of the target images, or with its unit:"
                            + " 0.3 um, 300 nm; a range where it is not known: 2-6; 0 = none. Not"
                            + " used where an NA is given",
            persist = false,
            required = false)
    private String psf = "3";

    @Parameter(
            label = "Pixel size [um]",
            description =
                    "Of the target images; needed for a PSF in um or nm and for an NA; for"
                            + " isotropic 0 = as the files say",
            persist = false,
            required = false)
    private double pixel = 0;

    @Parameter(
            label = "Distance of planes [px]",
            description =
                    "For isotropic: from one plane to the next, in pixels of a plane, 1.2 to 16; 0 ="
                            + " as the files say",
            min = "0",
            persist = false,
            required = false)
    private double zstep = 0;

    @Parameter(
            label = "PSF along the depth",
            description =
                    "For isotropic: FWHM in px of a plane, or with its unit; empty = of the NA, or"
                            + " three times the PSF",
            persist = false,
            required = false)
    private String axial = "";

    @Parameter(
            label = "Photons",
            description =
                    "Peak photon count of the degradation, a range or one number; for deblur where measured"
                            + " is empty",
            persist = false,
            required = false)
    private String photons = "3-300";

    @Parameter(
            label = "Read noise [photons]",
            description =
                    "Highest read noise of the degradation; for deblur where measured is empty",
            persist = false,
            required = false)
    private double readnoise = 1;

    public TrainRestorer() {
        weight = 1;
    }

    @Override
    protected String measuredFolder() {
        if (Task.of(task).finerDepth() && measured != null && !measured.isBlank())
            throw new IllegalArgumentException(
                    "task=isotropic learns from the planes of the stacks, which it makes coarser"
                            + " itself; leave measured empty and give the stacks as wanted");
        if (Task.of(task).fills() && measured != null && !measured.isBlank())
            throw new IllegalArgumentException(
                    "task=inpaint learns from whole images, in which it makes holes itself; leave"
                            + " measured empty and give them as wanted");
        return measured;
    }

    @Override
    protected String targetFolder() {
        return InputTexts.required("wanted", wanted);
    }

    @Override
    protected Optional<String> shipped() {
        return Task.of(task).blurs() ? Optional.of("deblur") : Optional.empty();
    }

    @Override
    protected Imaging imaging() {
        return ImagingText.of(
                Task.of(task),
                1,
                PhotonRange.of(photons),
                readnoise,
                Task.of(task).blurs() ? psf(psf, pixel) : Psf.NONE,
                hole,
                () -> depth(zstep, axial, psf, pixel, this::spacing));
    }

    private StackSpacing spacing() {
        return mulligan().spacing(Path.of(targetFolder()));
    }

    /** An adversary asks for sharpness, and light is not sharp. */
    @Override
    protected String adversary() {
        return Task.of(task).evensLight() ? Adversary.NONE : super.adversary();
    }
}

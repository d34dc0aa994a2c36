package org.mulligan.command.train;

import ij.ImagePlus;
import org.mulligan.command.DepthText;
import org.mulligan.command.ImagingText;
import org.mulligan.command.PhotonRange;
import org.mulligan.command.PsfText;
import org.mulligan.door.CommandForm;
import org.mulligan.door.Failures;
import org.mulligan.door.InputImage;
import org.mulligan.engine.TrainingPlan.Imaging;
import org.mulligan.engine.TrainingPlan.Psf;
import org.mulligan.image.depth.StackSpacing;
import org.mulligan.model.Task;
import org.mulligan.service.MulliganService;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.command.ContextCommand;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Shows what a training would make of a clean image. */
@Plugin(
        type = Command.class,
        label = "Preview Degradation...",
        visible = false,
        description =
                "Shows the active image beside what a training that has target images only makes of"
                        + " it.",
        attrs = @Attr(name = CommandForm.FIRST, value = "task photons readnoise psf seed"))
public class PreviewDegradation extends ContextCommand {
    private static final String OWN = "own";

    @Parameter private MulliganService mulligan;

    @Parameter(
            label = "Image",
            description = "A clean image; its current plane is shown",
            persist = false)
    private InputImage input;

    @Parameter(
            label = "Task",
            description = "Of the training; each takes of the settings below what concerns it",
            choices = {"denoise", "super-resolve", "deblur", "inpaint", "even-light", "isotropic"},
            persist = false,
            required = false)
    private String task = "denoise";

    @Parameter(
            label = "Degradation",
            description =
                    "What makes a measured image of it; own = the one that belongs to the task",
            choices = OWN,
            attrs = @Attr(name = CommandForm.EXTENSION, value = "degradation"),
            persist = false,
            required = false)
    private String degradation = OWN;

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
            label = "Scale",
            description = "For super-resolve: pixels of the image along a degraded one, 2, 3 or 4",
            min = "2",
            max = "4",
            persist = false,
            required = false)
    private int scale = 2;

    @Parameter(
            label = "PSF",
            description =
                    "FWHM of the point spread function in px of the image, or with its unit:"
                            + " 0.3 um, 300 nm; a range where it is not known: 2-6; 0 = none. Not"
                            + " used where an NA is given",
            persist = false,
            required = false)
    private String psf = "2";

    @Parameter(
            label = "Pixel size [um]",
            description = "Of the image; needed for a PSF in um or nm and for an NA",
            persist = false,
            required = false)
    private double pixel = 0;

    @Parameter(
            label = "Distance of planes [px]",
            description =
                    "For isotropic: from one plane to the next, in pixels of a plane, 1.2 to 16; 0 ="
                            + " as the image says",
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
            label = "NA",
            description =
                    "Numerical aperture: takes an Airy pattern for the PSF; 0 = a Gaussian instead",
            persist = false,
            required = false)
    private double na = 0;

    @Parameter(
            label = "Wavelength [nm]",
            description = "Of the emission; only with an NA",
            persist = false,
            required = false)
    private double wavelength = 520;

    @Parameter(
            label = "Refractive index",
            description = "Of the immersion: 1 air, 1.33 water, 1.518 oil; only with an NA",
            persist = false,
            required = false)
    private double index = 1.518;

    @Parameter(
            label = "Largest hole [px]",
            description = "For inpaint: longest side of a hole",
            min = "1",
            persist = false,
            required = false)
    private int hole = 32;

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
            ImagePlus image = InputImage.required(input, "degrade");
            Task chosen = Task.of(task);
            Imaging imaging =
                    ImagingText.of(
                            chosen,
                            scale,
                            PhotonRange.of(photons),
                            readnoise,
                            chosen.blurs()
                                    ? PsfText.of(psf, pixel, na, wavelength, index)
                                    : Psf.NONE,
                            hole,
                            () ->
                                    DepthText.of(
                                            zstep,
                                            axial,
                                            psf,
                                            pixel,
                                            na,
                                            wavelength,
                                            index,
                                            () -> StackSpacing.of(image)));
            preview =
                    mulligan.previewDegradation(
                            image,
                            degradation.equals(OWN) ? imaging : imaging.degradedBy(degradation),
                            seed);
        } catch (IllegalArgumentException e) {
            cancel(Failures.text(e));
        }
    }
}

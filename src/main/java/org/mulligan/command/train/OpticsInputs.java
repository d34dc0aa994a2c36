package org.mulligan.command.train;

import java.util.function.Supplier;
import org.mulligan.command.DepthText;
import org.mulligan.command.PsfText;
import org.mulligan.engine.TrainingPlan.Depth;
import org.mulligan.engine.TrainingPlan.Psf;
import org.mulligan.image.depth.StackSpacing;
import org.scijava.plugin.Parameter;

/** What a training that undoes a blur asks for, beside its PSF. */
public abstract class OpticsInputs extends TrainInputs {
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

    /**
     * The PSF to undo.
     *
     * @param psf FWHM, as in {@link PsfText#of}
     * @param pixel size of the target images in um; 0 = unknown
     */
    protected Psf psf(String psf, double pixel) {
        return PsfText.of(psf, pixel, na, wavelength, index);
    }

    /**
     * How stacks are coarser along their depth.
     *
     * @param calibration of the stacks; asked only for what is not given
     */
    protected Depth depth(
            double zstep,
            String axial,
            String psf,
            double pixel,
            Supplier<StackSpacing> calibration) {
        return DepthText.of(zstep, axial, psf, pixel, na, wavelength, index, calibration);
    }
}

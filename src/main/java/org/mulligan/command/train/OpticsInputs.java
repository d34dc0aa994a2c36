package org.mulligan.command.train;

import org.mulligan.command.PsfText;
import org.mulligan.engine.TrainingPlan.Psf;
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
}

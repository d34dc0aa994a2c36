package org.mulligan.command;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mulligan.engine.TrainingPlan.Optics;
import org.mulligan.engine.TrainingPlan.Psf;

/** Reads the keys of a point spread function. */
public final class PsfText {
    private static final Pattern WIDTH =
            Pattern.compile(
                    "([0-9]*\\.?[0-9]+)(?:\\s*-\\s*([0-9]*\\.?[0-9]+))?\\s*(px|um|\u00b5m|\u03bcm|nm)?");

    private PsfText() {}

    /**
     * @param psf FWHM: a number of pixels, or a length such as {@code 0.3 um} or {@code 300 nm}; or
     *     a range of either
     * @param pixel size of the target images in um; 0 = unknown
     * @param na 0 = a Gaussian of {@code psf}
     * @throws IllegalArgumentException when a value is none or the optics are impossible
     */
    public static Psf of(String psf, double pixel, double na, double wavelength, double index) {
        if (!(na >= 0)) throw new IllegalArgumentException("na must be 0 or more, got " + na);
        Matcher width = WIDTH.matcher(psf.trim());
        if (na > 0) {
            if (width.matches() && width.group(2) != null)
                throw new IllegalArgumentException(
                        "psf=%s is a range, but na=%s gives one PSF; leave na out, or give no range"
                                .formatted(psf, na));
            return new Psf(0, Optional.of(new Optics(na, wavelength, index, pixel)));
        }
        if (!width.matches())
            throw new IllegalArgumentException(
                    "psf must be a FWHM such as 2, 0.3 um or 300 nm, or a range such as 2-6, got \"%s\""
                            .formatted(psf));
        double least = Double.parseDouble(width.group(1));
        double most = width.group(2) == null ? least : Double.parseDouble(width.group(2));
        if (most < least || (most > least && least == 0))
            throw new IllegalArgumentException(
                    "psf=%s must run from a number above 0 to one no smaller".formatted(psf));
        String unit = width.group(3);
        if (unit == null || unit.equals("px")) return new Psf(least, most, Optional.empty());
        if (!(pixel > 0))
            throw new IllegalArgumentException(
                    "psf=%s needs the size of a pixel of the target images: pixel=... in um"
                            .formatted(psf));
        double thousand = unit.equals("nm") ? 1000 : 1;
        Optics.requireMicrometres(pixel, most / thousand);
        return new Psf(least / thousand / pixel, most / thousand / pixel, Optional.empty());
    }
}

package org.mulligan.command;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mulligan.engine.TrainingPlan.Optics;
import org.mulligan.engine.TrainingPlan.Psf;

/** Reads the keys of a point spread function. */
public final class PsfText {
    private static final Pattern WIDTH =
            Pattern.compile("([0-9]*\\.?[0-9]+)\\s*(px|um|\u00b5m|\u03bcm|nm)?");

    private PsfText() {}

    /**
     * @param psf FWHM: a number of pixels, or a length such as {@code 0.3 um} or {@code 300 nm}
     * @param pixel size of the target images in um; 0 = unknown
     * @param na 0 = a Gaussian of {@code psf}
     * @throws IllegalArgumentException when a value is none or the optics are impossible
     */
    public static Psf of(String psf, double pixel, double na, double wavelength, double index) {
        if (!(na >= 0)) throw new IllegalArgumentException("na must be 0 or more, got " + na);
        if (na > 0) return new Psf(0, Optional.of(new Optics(na, wavelength, index, pixel)));
        Matcher width = WIDTH.matcher(psf.trim());
        if (!width.matches())
            throw new IllegalArgumentException(
                    "psf must be a FWHM such as 2, 0.3 um or 300 nm, got \"%s\"".formatted(psf));
        double number = Double.parseDouble(width.group(1));
        String unit = width.group(2);
        if (unit == null || unit.equals("px")) return new Psf(number, Optional.empty());
        if (!(pixel > 0))
            throw new IllegalArgumentException(
                    "psf=%s needs the size of a pixel of the target images: pixel=... in um"
                            .formatted(psf));
        double micrometres = unit.equals("nm") ? number / 1000 : number;
        Optics.requireMicrometres(pixel, micrometres);
        return new Psf(micrometres / pixel, Optional.empty());
    }
}

package org.mulligan.image.psf;

/**
 * What of a widefield microscope decides its resolution.
 *
 * @param na numerical aperture of the objective, above 0 and below {@code index}
 * @param wavelength of the emitted light in vacuum, 200 to 2000 nm
 * @param index refractive index of the immersion, 1 to 2: air 1, water 1.33, glycerol 1.47, oil
 *     1.518
 */
public record Optics(double na, double wavelength, double index) {
    private static final double SHORTEST = 200;
    private static final double LONGEST = 2000;

    public Optics {
        if (!(na > 0))
            throw new IllegalArgumentException(
                    "The numerical aperture must be above 0, got %s; it is engraved on the objective"
                            .formatted(na));
        if (!(wavelength >= SHORTEST && wavelength <= LONGEST))
            throw new IllegalArgumentException(
                    "The emission wavelength must be %.0f to %.0f nm, got %s; GFP emits at 510 nm"
                            .formatted(SHORTEST, LONGEST, wavelength));
        if (!(index >= 1 && index <= 2))
            throw new IllegalArgumentException(
                    "The refractive index must be 1 to 2, got %s; air has 1, water 1.33, oil 1.518"
                            .formatted(index));
        if (!(na < index))
            throw new IllegalArgumentException(
                    "These optics are impossible: a numerical aperture of %s needs an immersion of a higher refractive index than %s; correct the NA, or set the index of the immersion (air 1, water 1.33, glycerol 1.47, oil 1.518)"
                            .formatted(na, index));
    }
}

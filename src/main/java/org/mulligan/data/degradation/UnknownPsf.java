package org.mulligan.data.degradation;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.mulligan.image.psf.Psf;

/**
 * Point spread functions of which only a range of widths is known. What a microscope measures of a
 * bead is seldom the Gaussian of a textbook: it has the rings of its objective, or a halo of
 * aberrations and scattered light.
 */
final class UnknownPsf {
    private static final int WIDTHS = 9;

    /** Of the light that is in the halo, and the halo's width in widths of the core. */
    private static final double WEAK_HALO = 0.2;

    private static final double NEAR_HALO = 2.5;
    private static final double STRONG_HALO = 0.4;
    private static final double FAR_HALO = 4;

    private UnknownPsf() {}

    /**
     * Widths at equal ratios, each in four shapes.
     *
     * @param narrowest FWHM, px, above 0
     * @param widest px, larger
     */
    static List<Psf> between(double narrowest, double widest) {
        return IntStream.range(0, WIDTHS)
                .mapToDouble(i -> narrowest * Math.pow(widest / narrowest, i / (WIDTHS - 1.0)))
                .boxed()
                .flatMap(UnknownPsf::shapes)
                .toList();
    }

    private static Stream<Psf> shapes(double fwhm) {
        return Stream.of(
                Psf.gaussian(fwhm),
                Psf.airy(fwhm),
                Psf.haloed(fwhm, WEAK_HALO, NEAR_HALO),
                Psf.haloed(fwhm, STRONG_HALO, FAR_HALO));
    }
}

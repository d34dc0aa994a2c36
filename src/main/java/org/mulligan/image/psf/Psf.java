package org.mulligan.image.psf;

import org.mulligan.image.filter.Convolution;
import org.mulligan.image.filter.FourierConvolution;
import org.mulligan.image.filter.SeparableConvolution;
import org.mulligan.image.plane.PlaneSize;

/**
 * A point spread function in the plane: the image of a point, in pixels, of sum 1. Immutable, for
 * any number of threads. Its weights are integrals over the areas of pixels, which widens a narrow
 * one somewhat; {@link #fwhm} is the width before that.
 */
public final class Psf {
    /** FWHM in px. What would be wider comes from a pixel size in the wrong unit. */
    private static final double WIDEST = 100;

    /** FWHM of what a microscope draws, px; in a wider pixel nothing of it is left. */
    private static final double NARROWEST = 1e-4;

    /** A Gaussian ends at 3 sigma: half a percent of its energy lies outside. */
    private static final double REACH = 3;

    private static final double FWHM_PER_SIGMA = 2 * Math.sqrt(2 * Math.log(2));

    /** Odd, so that one lies at the pixel's centre. */
    private static final int SAMPLES = 51;

    private final double fwhm;
    private final int radius;
    private final Convolution convolution;

    /** Of an objective whose pattern is Airy's; its width in um follows. */
    private static final Optics LOW_NA = new Optics(0.3, 500, 1);

    private Psf(double fwhm, int radius, Convolution convolution) {
        this.fwhm = fwhm;
        this.radius = radius;
        this.convolution = convolution;
    }

    /**
     * A Gaussian, cut at 3 sigma.
     *
     * @param fwhm px, at most 100; 0 leaves images as they are
     */
    public static Psf gaussian(double fwhm) {
        requireWidth(fwhm);
        double sigma = fwhm / FWHM_PER_SIGMA;
        int radius = (int) Math.ceil(REACH * sigma);
        double[] half = new double[radius + 1];
        double sum = 0;
        for (int i = 0; i <= radius; i++) {
            half[i] = i == 0 && radius == 0 ? 1 : pixel(i, sigma);
            sum += i == 0 ? half[i] : 2 * half[i];
        }
        for (int i = 0; i <= radius; i++) half[i] /= sum;
        return new Psf(fwhm, radius, new SeparableConvolution(half));
    }

    /**
     * What a widefield microscope makes of a point in focus: Debye's integral, at a small NA the
     * Airy disc. It ends where at most 1 % of the energy lies outside, but at the latest 24 px from
     * its centre, or at the third dark ring (1.62 wavelength / NA) if that is farther: a high NA's
     * faint rings reach far, and 24 px leave out 2 to 6 % of the energy, the third ring up to 10 %.
     *
     * @param pixel side of a pixel in the specimen, um
     * @throws IllegalArgumentException if the pixel is not above 0, so small that the FWHM is above
     *     100 px, or so large that it is below 0.0001 px
     * @see <a href="https://doi.org/10.1017/CBO9781139644181">Born &amp; Wolf, Principles of
     *     Optics, 8.5.2 and 8.8</a>
     */
    public static Psf airy(Optics optics, double pixel) {
        if (!(pixel > 0 && pixel < Double.POSITIVE_INFINITY))
            throw new IllegalArgumentException(
                    "The pixel size must be above 0 um, got %s; Image > Properties has it"
                            .formatted(pixel));
        double fwhm = optics.wavelength() / 1000 / 2 / optics.na() / pixel;
        if (fwhm > WIDEST)
            throw new IllegalArgumentException(
                    "With pixels of %s um the PSF is %.0f px wide, more than %.0f; the pixel size is that in the specimen, in um"
                            .formatted(pixel, fwhm, WIDEST));
        if (fwhm < NARROWEST)
            throw new IllegalArgumentException(
                    "With pixels of %s um the PSF is less than %s px wide and blurs nothing; the pixel size is that in the specimen, in um"
                            .formatted(pixel, NARROWEST));
        AiryKernel kernel = AiryKernel.of(optics, pixel);
        return new Psf(
                kernel.fwhm(),
                kernel.radius(),
                new FourierConvolution(kernel.weights(), kernel.radius()));
    }

    /**
     * The Airy pattern of a low NA, as {@link #airy(Optics, double)}.
     *
     * @param fwhm px, above 0 and at most 100
     */
    public static Psf airy(double fwhm) {
        requireWidth(fwhm);
        double about = LOW_NA.wavelength() / 1000 / 2 / LOW_NA.na();
        double micrometres = AiryKernel.of(LOW_NA, about).fwhm() * about;
        return airy(LOW_NA, micrometres / fwhm);
    }

    /**
     * A Gaussian on a wider one, each cut at 3 sigma.
     *
     * @param fwhm of their sum, px, at most 100
     * @param share of the light that is in the halo, 0 to 0.5
     * @param ratio width of the halo in widths of the core, 1 or more; it ends at 100 px
     */
    public static Psf haloed(double fwhm, double share, double ratio) {
        requireWidth(fwhm);
        if (!(share >= 0 && share <= 0.5 && ratio >= 1))
            throw new IllegalArgumentException(
                    "A halo has 0 to 0.5 of the light and is 1 or more times as wide, got %s and %s"
                            .formatted(share, ratio));
        Psf core = gaussian(fwhm * coreOf(share, ratio));
        Psf halo = gaussian(Math.min(WIDEST, ratio * core.fwhm));
        Convolution sum =
                (image, width, height) -> {
                    float[] sharp = core.convolve(image, width, height);
                    float[] wide = halo.convolve(image, width, height);
                    for (int i = 0; i < sharp.length; i++)
                        sharp[i] = (float) ((1 - share) * sharp[i] + share * wide[i]);
                    return sharp;
                };
        return new Psf(fwhm, halo.radius, sum);
    }

    /** FWHM of the core of {@link #haloed} in that of the sum. */
    private static double coreOf(double share, double ratio) {
        double half = (1 - share + share / (ratio * ratio)) / 2;
        double low = 0.5;
        double high = ratio;
        // Where the sum falls to half, in half widths of the core.
        for (int i = 0; i < 60; i++) {
            double r = (low + high) / 2;
            double core = (1 - share) * Math.pow(2, -r * r);
            double halo = share / (ratio * ratio) * Math.pow(2, -r * r / (ratio * ratio));
            if (core + halo > half) low = r;
            else high = r;
        }
        return 2 / (low + high);
    }

    /** Full width at half maximum before pixels integrate it, px. */
    public double fwhm() {
        return fwhm;
    }

    /** How far a pixel's light reaches along either axis, px. */
    public int radius() {
        return radius;
    }

    /**
     * A blurred copy; the border continues by reflection, the border pixel not repeated. A value
     * that is not a number may spread over the whole image.
     *
     * @param image axes XY, row by row; not modified
     * @return a new image of the same size
     */
    public float[] convolve(float[] image, int width, int height) {
        PlaneSize.check(image, width, height);
        return radius == 0 ? image.clone() : convolution.apply(image, width, height);
    }

    private static void requireWidth(double fwhm) {
        if (!(fwhm >= 0 && fwhm <= WIDEST))
            throw new IllegalArgumentException(
                    "The FWHM of a PSF must be 0 to %.0f px, got %s".formatted(WIDEST, fwhm));
    }

    /** Mean of the Gaussian over one pixel. */
    private static double pixel(int x, double sigma) {
        double sum = 0;
        for (int i = 0; i < SAMPLES; i++) {
            double z = (x + (i + 0.5) / SAMPLES - 0.5) / sigma;
            sum += Math.exp(-0.5 * z * z);
        }
        return sum / SAMPLES;
    }
}

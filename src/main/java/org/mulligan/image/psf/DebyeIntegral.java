package org.mulligan.image.psf;

/**
 * Intensity in the focal plane of an aplanatic objective in a widefield microscope, as a function
 * of the distance r from the axis: Debye's integral, without polarisation,
 *
 * <pre>h(r) = | integral from 0 to alpha of sqrt(cos t) sin t J0(k n r sin t) dt |<sup>2</sup>
 * </pre>
 *
 * with sin alpha = NA / n, k = 2 pi / wavelength and n the immersion's refractive index. For a
 * small NA this is the Airy disc, whose first zero lies at 0.61 wavelength / NA.
 *
 * @see <a href="https://doi.org/10.1017/CBO9781139644181">Born &amp; Wolf, Principles of Optics,
 *     8.5.2 and 8.8</a>
 * @see <a href="https://doi.org/10.1098/rspa.1959.0200">Richards &amp; Wolf 1959</a>, for sqrt(cos
 *     t)
 */
final class DebyeIntegral {
    /** Of the fastest cycle of the integrand; Simpson's rule is then right to 1e-4. */
    private static final int STEPS_PER_CYCLE = 16;

    private static final int LEAST_STEPS = 32;

    private final double alpha;

    /** k n in radians per um. */
    private final double wavenumber;

    DebyeIntegral(Optics optics) {
        alpha = Math.asin(optics.na() / optics.index());
        wavenumber = 2 * Math.PI * optics.index() / (optics.wavelength() / 1000);
    }

    /**
     * In units of which {@link #energy} is the integral over the plane.
     *
     * @param r um
     */
    double intensity(double r) {
        double x = wavenumber * r;
        int pairs = LEAST_STEPS / 2 + (int) (STEPS_PER_CYCLE * alpha * x / (4 * Math.PI));
        double step = alpha / (2 * pairs);
        double sum = integrand(alpha, x);
        for (int i = 1; i < 2 * pairs; i++) sum += (i % 2 == 1 ? 4 : 2) * integrand(i * step, x);
        double amplitude = sum * step / 3;
        return amplitude * amplitude;
    }

    /**
     * Integral of {@link #intensity} over the whole focal plane, um<sup>2</sup>. In sin t the
     * amplitude is a Hankel transform, so Parseval's theorem has it without summing endless rings.
     */
    double energy() {
        return 2 * Math.PI * (1 - Math.cos(alpha)) / (wavenumber * wavenumber);
    }

    private static double integrand(double t, double x) {
        double sine = Math.sin(t);
        return Math.sqrt(Math.cos(t)) * sine * j0(x * sine);
    }

    /**
     * Bessel function of the first kind and order 0, to 6e-8.
     *
     * @param x 0 or more
     */
    // Abramowitz & Stegun, Handbook of Mathematical Functions, 9.4.1 and 9.4.3.
    static double j0(double x) {
        if (x <= 3)
            return polynomial(
                    x * x / 9,
                    1,
                    -2.2499997,
                    1.2656208,
                    -0.3163866,
                    0.0444479,
                    -0.0039444,
                    0.00021);
        double u = 3 / x;
        double amplitude =
                polynomial(
                        u,
                        0.79788456,
                        -0.00000077,
                        -0.0055274,
                        -0.00009512,
                        0.00137237,
                        -0.00072805,
                        0.00014476);
        double phase =
                polynomial(
                        u,
                        -0.78539816,
                        -0.04166397,
                        -0.00003954,
                        0.00262573,
                        -0.00054125,
                        -0.00029333,
                        0.00013558);
        return amplitude * Math.cos(x + phase) / Math.sqrt(x);
    }

    private static double polynomial(double x, double... coefficients) {
        double sum = 0;
        for (int i = coefficients.length - 1; i >= 0; i--) sum = sum * x + coefficients[i];
        return sum;
    }
}

package org.mulligan.image.psf;

import java.util.Arrays;

/**
 * {@link DebyeIntegral} as weights of pixels: cut to a disc, integrated over each pixel's area,
 * brought to sum 1.
 *
 * @param fwhm of the intensity before pixels integrate it, px
 * @param radius px from the kernel's centre to its side
 * @param weights {@code 2 radius + 1} rows of as many
 */
record AiryKernel(double fwhm, int radius, double[] weights) {
    /** Of the energy; the disc need not have more. */
    private static final double ENERGY = 0.99;

    /** Airy's rings fade slowly, above all at a high NA; the disc ends here all the same. */
    private static final double FARTHEST = 24;

    /** But not within the third dark ring, in wavelength / NA, however wide it is in px. */
    private static final double THIRD_DARK_RING = 1.62;

    /** Steps of the tabled intensity per wavelength / NA. */
    private static final int TABLE_STEPS = 200;

    /** Along a pixel's side, per wavelength / NA; they bring its integral to 1e-3. */
    private static final int SAMPLES = 64;

    private static final int LEAST_SAMPLES = 5;
    private static final int MOST_SAMPLES = 101;

    /**
     * The kernel of one microscope.
     *
     * @param pixel um, so small that a kernel is possible: the caller checks
     */
    static AiryKernel of(Optics optics, double pixel) {
        // From here on all lengths are in px.
        double unit = optics.wavelength() / 1000 / optics.na() / pixel;
        double step = unit / TABLE_STEPS;
        double[] profile =
                profile(
                        new DebyeIntegral(optics),
                        step * pixel,
                        Math.max(FARTHEST, THIRD_DARK_RING * unit) * pixel);
        double reach = (profile.length - 1) * step;
        int radius = (int) Math.ceil(Math.max(0, reach - 0.5));
        int samples = Math.min(MOST_SAMPLES, Math.max(LEAST_SAMPLES, (int) (SAMPLES / unit)) | 1);
        return new AiryKernel(
                fwhm(profile) * step, radius, weights(profile, step, radius, samples));
    }

    /** Intensities at multiples of {@code step} um, to the end of the disc. */
    private static double[] profile(DebyeIntegral intensity, double step, double farthest) {
        double missing = ENERGY * intensity.energy();
        double[] profile = new double[(int) (farthest / step) + 1];
        profile[0] = intensity.intensity(0);
        for (int i = 1; i < profile.length; i++) {
            double r = i * step;
            profile[i] = intensity.intensity(r);
            missing -= 2 * Math.PI * r * step * profile[i];
            if (missing <= 0) return Arrays.copyOf(profile, i + 1);
        }
        return profile;
    }

    /** In steps of the profile. */
    private static double fwhm(double[] profile) {
        double half = profile[0] / 2;
        int i = 1;
        while (profile[i] > half) i++;
        return 2 * (i - (half - profile[i]) / (profile[i - 1] - profile[i]));
    }

    private static double[] weights(double[] profile, double step, int radius, int samples) {
        int side = 2 * radius + 1;
        double[] weights = new double[side * side];
        double sum = 0;
        // One octant; the others mirror it.
        for (int y = 0; y <= radius; y++)
            for (int x = 0; x <= y; x++) {
                double weight = pixel(profile, step, x, y, samples);
                for (int dy : new int[] {-y, y})
                    for (int dx : new int[] {-x, x}) {
                        weights[(radius + dy) * side + radius + dx] = weight;
                        weights[(radius + dx) * side + radius + dy] = weight;
                    }
                sum += weight * (x == 0 ? 1 : 2) * (y == 0 ? 1 : 2) * (x == y ? 1 : 2);
            }
        for (int i = 0; i < weights.length; i++) weights[i] /= sum;
        return weights;
    }

    /** Sum over a grid of samples in the pixel whose centre is at x, y. */
    private static double pixel(double[] profile, double step, int x, int y, int samples) {
        double sum = 0;
        for (int j = 0; j < samples; j++) {
            double fromAxisY = y + (j + 0.5) / samples - 0.5;
            for (int i = 0; i < samples; i++) {
                double fromAxisX = x + (i + 0.5) / samples - 0.5;
                double r = Math.sqrt(fromAxisX * fromAxisX + fromAxisY * fromAxisY);
                sum += at(profile, r / step);
            }
        }
        return sum;
    }

    private static double at(double[] profile, double position) {
        int before = (int) position;
        if (before >= profile.length - 1) return 0;
        return profile[before] + (position - before) * (profile[before + 1] - profile[before]);
    }
}

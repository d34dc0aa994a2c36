package org.mulligan.data.pairs;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.mulligan.data.Plane;
import org.mulligan.data.degradation.Degradation;
import org.mulligan.image.filter.Thumbnail;
import org.mulligan.image.intensity.AffineFit;
import org.mulligan.image.intensity.Normalisation;

/**
 * Makes exposures of target planes, each with a light of its own.
 *
 * @param photonsLow lowest peak of a measured plane, photons
 * @param photonsHigh highest peak, photons; drawn log-uniform between the two
 * @param low percentile of a measured plane that becomes 0
 * @param high percentile of a measured plane that becomes 1
 * @param whole whether planes are exposed as {@link Thumbnail}s, for a network that must see all of
 *     one
 */
public record Exposer(
        Degradation degradation,
        Degradation.Conditions conditions,
        double photonsLow,
        double photonsHigh,
        double low,
        double high,
        boolean whole) {
    private static final double MOST_BACKGROUND = 0.1;

    /** Larger planes are exposed in windows of about this side, px, so that each costs little. */
    static final int WINDOW = 512;

    /** A thumbnail is of this share of each side or more: any part of a target plane is one too. */
    private static final double LEAST_SHARE = 0.6;

    /** Side of an exposure of an axis of {@code length} px, px of the target plane. */
    int window(int length) {
        if (whole) return Thumbnail.SIDE;
        int most = Math.min(WINDOW, length);
        return most - most % conditions.scale();
    }

    /**
     * Exposes a window of one plane.
     *
     * @param target the whole plane, {@code width * height} intensities, not modified
     * @param range its intensities for no photons and for the peak
     * @return normalised as a network would see the exposure
     */
    public Plane expose(
            String name,
            float[] target,
            int width,
            int height,
            Normalisation range,
            RandomGenerator random) {
        if (whole) return thumbnail(name, target, width, height, range, random);
        int w = window(width);
        int h = window(height);
        int x = random.nextInt(width - w + 1);
        int y = random.nextInt(height - h + 1);
        return exposeWindow(name, Plane.cut(target, width, x, y, w, h), w, h, range, random);
    }

    private Plane thumbnail(
            String name,
            float[] target,
            int width,
            int height,
            Normalisation range,
            RandomGenerator random) {
        int w = part(width, random);
        int h = part(height, random);
        int x = random.nextInt(width - w + 1);
        int y = random.nextInt(height - h + 1);
        float[] reduced = Thumbnail.of(Plane.cut(target, width, x, y, w, h), w, h);
        return exposeWindow(name, reduced, Thumbnail.SIDE, Thumbnail.SIDE, range, random);
    }

    private static int part(int length, RandomGenerator random) {
        return Math.max(1, (int) Math.round(length * random.nextDouble(LEAST_SHARE, 1)));
    }

    private Plane exposeWindow(
            String name,
            float[] target,
            int w,
            int h,
            Normalisation range,
            RandomGenerator random) {
        double peak = logUniform(photonsLow, photonsHigh, random);
        double background = peak * MOST_BACKGROUND * random.nextDouble();
        double gain = peak / (range.high() - range.low());
        float[] photons = new float[w * h];
        for (int i = 0; i < photons.length; i++)
            photons[i] = (float) (background + gain * (target[i] - range.low()));
        Degradation.Exposure exposure = degradation.expose(photons, w, h, conditions, random);
        int scale = conditions.scale();
        requireSize("measured image", exposure.measured(), w / scale, h / scale);
        requireSize("target", exposure.target(), w, h);
        return normalised(name, w / conditions.scale(), h / conditions.scale(), exposure);
    }

    /** Of a degradation of somebody else's, which may forget the scale. */
    private static void requireSize(String what, float[] image, int width, int height) {
        if (image.length != width * height)
            throw new IllegalArgumentException(
                    "The degradation makes a %s of %d pixels where it must have %d x %d; it is not for this task or this scale"
                            .formatted(what, image.length, width, height));
    }

    public static double logUniform(double low, double high, RandomGenerator random) {
        return low * Math.pow(high / low, random.nextDouble());
    }

    private Plane normalised(String name, int width, int height, Degradation.Exposure exposure) {
        float[] measured = exposure.measured();
        Normalisation units = Units.of(known(measured), low, high);
        double gain = 1 / (units.high() - units.low());
        double offset = -units.low() * gain;
        float[] noisy = AffineFit.apply(measured, gain, offset);
        for (int i = 0; i < noisy.length; i++)
            if (Float.isNaN(noisy[i])) noisy[i] = Normalisation.MISSING;
        return new Plane(
                name, width, height, noisy, AffineFit.apply(exposure.target(), gain, offset));
    }

    private static float[] known(float[] measured) {
        float[] known = new float[measured.length];
        int count = 0;
        for (float value : measured) if (!Float.isNaN(value)) known[count++] = value;
        return count == measured.length ? measured : Arrays.copyOf(known, count);
    }
}

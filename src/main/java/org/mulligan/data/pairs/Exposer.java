package org.mulligan.data.pairs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.mulligan.data.Plane;
import org.mulligan.data.degradation.Degradation;
import org.mulligan.data.degradation.StackExposure;
import org.mulligan.image.filter.Thumbnail;
import org.mulligan.image.intensity.AffineFit;
import org.mulligan.image.intensity.NoiseLaw;
import org.mulligan.image.intensity.Normalisation;
import org.mulligan.noise.law.MeasuredLaw;

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

    private static final int STACK_WINDOW = 256;

    /** Where less than this of what was measured as noise is white, no law is known. */
    private static final double LEAST_FINE = 0.05;

    /** A thumbnail is of this share of each side or more: any part of a target plane is one too. */
    private static final double LEAST_SHARE = 0.6;

    /**
     * Side of an exposure of an axis of {@code length} px, px of the target plane; smaller where
     * several planes are exposed for one.
     */
    int window(int length, int planes) {
        if (whole) return Thumbnail.SIDE;
        int most = Math.min(planes == 1 ? WINDOW : STACK_WINDOW, length);
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
        return expose(
                name,
                List.of(target),
                width,
                height,
                range,
                noise(List.of(target), width, height),
                false,
                random);
    }

    /**
     * The noise of planes of one channel, where the degradation has to know it.
     *
     * @param planes not modified
     */
    Optional<NoiseLaw> noise(List<float[]> planes, int width, int height) {
        if (!degradation.isAlongY()) return Optional.empty();
        NoiseLaw law = MeasuredLaw.of(planes, width, height);
        // Structure that is as fine as noise was measured with it.
        return Optional.of(law.times(Math.max(LEAST_FINE, Math.min(1, law.fine()))));
    }

    /**
     * Exposes a window of several planes of one stack, with one light and one camera.
     *
     * @param targets whole planes, not modified; that in the middle becomes the target, of a volume
     *     all
     * @param noise of theirs, where it is known
     */
    Plane expose(
            String name,
            List<float[]> targets,
            int width,
            int height,
            Normalisation range,
            Optional<NoiseLaw> noise,
            boolean isVolume,
            RandomGenerator random) {
        if (whole) return thumbnail(name, targets.get(0), width, height, range, random);
        int w = window(width, targets.size());
        int h = window(height, targets.size());
        boolean square = degradation.isAlongY();
        int wide = square ? Math.min(w, h) : w;
        int high = square ? Math.min(w, h) : h;
        int x = random.nextInt(width - wide + 1);
        int y = random.nextInt(height - high + 1);
        List<float[]> windows =
                targets.stream().map(one -> Plane.cut(one, width, x, y, wide, high)).toList();
        return exposeWindow(name, windows, wide, high, range, noise, isVolume, random);
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
        return exposeWindow(
                name,
                List.of(reduced),
                Thumbnail.SIDE,
                Thumbnail.SIDE,
                range,
                Optional.empty(),
                false,
                random);
    }

    private static int part(int length, RandomGenerator random) {
        return Math.max(1, (int) Math.round(length * random.nextDouble(LEAST_SHARE, 1)));
    }

    private Plane exposeWindow(
            String name,
            List<float[]> targets,
            int w,
            int h,
            Normalisation range,
            Optional<NoiseLaw> noise,
            boolean isVolume,
            RandomGenerator random) {
        double peak = logUniform(photonsLow, photonsHigh, random);
        double background = peak * MOST_BACKGROUND * random.nextDouble();
        double gain = peak / (range.high() - range.low());
        List<float[]> light = new ArrayList<>();
        for (float[] target : targets) {
            float[] photons = new float[w * h];
            for (int i = 0; i < photons.length; i++)
                photons[i] = (float) (background + gain * (target[i] - range.low()));
            light.add(photons);
        }
        double none = range.low() - background / gain;
        Degradation.Conditions known =
                noise.map(law -> law.normalised(new Normalisation(none, none + 1 / gain)))
                        .map(conditions::withNoise)
                        .orElse(conditions);
        List<Degradation.Exposure> exposures =
                StackExposure.of(degradation, light, w, h, known, random);
        return normalised(
                name, w / conditions.scale(), h / conditions.scale(), exposures, isVolume);
    }

    public static double logUniform(double low, double high, RandomGenerator random) {
        return low * Math.pow(high / low, random.nextDouble());
    }

    private Plane normalised(
            String name,
            int width,
            int height,
            List<Degradation.Exposure> exposures,
            boolean isVolume) {
        float[] measured =
                Plane.together(exposures.stream().map(Degradation.Exposure::measured).toList());
        Normalisation units = Units.of(known(measured), low, high);
        double gain = 1 / (units.high() - units.low());
        double offset = -units.low() * gain;
        List<float[]> noisy =
                exposures.stream().map(one -> apply(one.measured(), gain, offset)).toList();
        if (isVolume)
            return Plane.volume(
                    name,
                    width,
                    height,
                    noisy,
                    exposures.stream()
                            .map(one -> AffineFit.apply(one.target(), gain, offset))
                            .toList());
        return new Plane(
                name,
                width,
                height,
                exposures.size(),
                Plane.together(noisy),
                AffineFit.apply(exposures.get(exposures.size() / 2).target(), gain, offset));
    }

    private static float[] apply(float[] measured, double gain, double offset) {
        float[] noisy = AffineFit.apply(measured, gain, offset);
        for (int i = 0; i < noisy.length; i++)
            if (Float.isNaN(noisy[i])) noisy[i] = Normalisation.MISSING;
        return noisy;
    }

    private static float[] known(float[] measured) {
        float[] known = new float[measured.length];
        int count = 0;
        for (float value : measured) if (!Float.isNaN(value)) known[count++] = value;
        return count == measured.length ? measured : Arrays.copyOf(known, count);
    }
}

package org.mulligan.data.degradation;

import java.util.random.RandomGenerator;
import org.mulligan.extension.ExtensionPoint;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Plugin;

/**
 * Shot noise and read noise as detectors of many makes deliver them: pixels with a noise and a gain
 * of their own as on a CMOS chip, noise that neighbouring pixels share because the file was
 * smoothed or interpolated, rows or columns that lie a little off, 8 bits, 16 bits or a few grey
 * levels, the dark and the bright clipped or not, haze in front of the structure or none. Hot
 * pixels are not among it: they are repaired before a network sees them, and one that has learnt to
 * erase them erases what is as small.
 *
 * @see PoissonGaussian the narrower choice, on which the first shipped models were trained
 */
@Plugin(
        type = Degradation.class,
        name = Detector.NAME,
        attrs = @Attr(name = ExtensionPoint.TASKS, value = "denoise"))
public final class Detector implements Degradation {
    public static final String NAME = "detector";

    private static final double SHARE_HAZE = 0.25;
    private static final double LEAST_HAZE = 0.1;
    private static final double MOST_HAZE = 4;
    private static final double SHARE_READ_NOISE_LEADS = 0.2;
    private static final double SHARE_CMOS = 0.25;
    private static final double SHARE_LINES = 0.15;
    private static final double SHARE_8_BIT = 0.3;
    private static final double SHARE_16_BIT = 0.3;
    private static final double SHARE_FEW_LEVELS = 0.15;
    private static final int LEAST_LEVELS = 8;
    private static final int MOST_LEVELS = 40;

    /** Of the offsets of lines, in standard deviations of the noise; larger ones are taken out. */
    private static final double MOST_LINES = 0.15;

    @Override
    public Exposure expose(
            float[] photons, int width, int height, Conditions conditions, RandomGenerator random) {
        float[] light = PoissonGaussian.rectified(photons);
        veil(light, haze(random));
        PoissonGaussian.Shot shot = shoot(light, width, height, conditions.readNoise(), random);
        return new Exposure(shot.measured(), shot.camera().expected(light));
    }

    /** Brightness of the even light in front of a structure, relative to its peak; 0 = none. */
    static double haze(RandomGenerator random) {
        return random.nextDouble() < SHARE_HAZE
                ? LEAST_HAZE * Math.pow(MOST_HAZE / LEAST_HAZE, random.nextDouble())
                : 0;
    }

    /**
     * One exposure by a detector that is drawn.
     *
     * @param light expected photons, 0 or more, not modified
     * @param mostReadNoise photons
     */
    static PoissonGaussian.Shot shoot(
            float[] light, int width, int height, double mostReadNoise, RandomGenerator random) {
        double peak = most(light);
        double readNoise = readNoise(mostReadNoise, peak, random);
        Pixels pixels =
                random.nextDouble() < SHARE_CMOS
                        ? Pixels.cmos(readNoise, random)
                        : Pixels.alike(readNoise);
        float[] measured = Correlation.draw(random).noise(pixels, light, width, height, random);
        if (random.nextDouble() < SHARE_LINES) {
            double deviation = Math.sqrt(mean(light) + readNoise * readNoise);
            shiftLines(measured, width, deviation * MOST_LINES * random.nextDouble(), random);
        }
        for (int i = 0; i < light.length; i++) measured[i] += light[i];
        Camera camera = camera(peak, readNoise, random);
        return new PoissonGaussian.Shot(camera.read(measured), camera);
    }

    /**
     * Adds even light, which takes contrast away, and no photons: the brightest pixel keeps its
     * own.
     *
     * @param share of the haze, relative to the peak
     */
    static void veil(float[] light, double share) {
        veil(light, share, most(light));
    }

    /**
     * As {@link #veil(float[], double)}, of an image whose peak is not that of the measured one.
     */
    static void veil(float[] light, double share, double peak) {
        if (share == 0) return;
        double haze = share * peak;
        for (int i = 0; i < light.length; i++) light[i] = (float) ((light[i] + haze) / (1 + share));
    }

    private static double readNoise(double highest, double peak, RandomGenerator random) {
        double sigma = highest * random.nextDouble();
        boolean leads = random.nextDouble() < SHARE_READ_NOISE_LEADS;
        return leads && highest > 0
                ? Math.max(sigma, Math.sqrt(peak) * random.nextDouble(0.3, 1.2))
                : sigma;
    }

    /** Gives each row, or each column, an offset of its own. */
    private static void shiftLines(
            float[] measured, int width, double deviation, RandomGenerator random) {
        boolean rows = random.nextInt(3) > 0;
        float[] offsets = new float[rows ? measured.length / width : width];
        for (int i = 0; i < offsets.length; i++)
            offsets[i] = (float) (deviation * random.nextGaussian());
        for (int i = 0; i < measured.length; i++)
            measured[i] += offsets[rows ? i / width : i % width];
    }

    private static Camera camera(double peak, double readNoise, RandomGenerator random) {
        double kind = random.nextDouble();
        if (kind < SHARE_8_BIT) return PoissonGaussian.eightBit(peak, readNoise, random);
        if (kind < SHARE_8_BIT + SHARE_16_BIT)
            return PoissonGaussian.sixteenBit(peak, readNoise, random);
        if (kind < SHARE_8_BIT + SHARE_16_BIT + SHARE_FEW_LEVELS)
            return fewLevels(peak, readNoise, random);
        return Camera.PHOTONS;
    }

    private static Camera fewLevels(double peak, double readNoise, RandomGenerator random) {
        int levels = random.nextInt(LEAST_LEVELS, MOST_LEVELS + 1);
        double brightest = Math.max(0.1, peak + 2 * Math.sqrt(peak + readNoise * readNoise));
        double offset = random.nextBoolean() ? 0 : random.nextDouble(0, levels / 8.0);
        return new Camera((levels - 1 - offset) / brightest, offset, levels - 1, readNoise);
    }

    static double most(float[] light) {
        double most = 0;
        for (float value : light) most = Math.max(most, value);
        return most;
    }

    private static double mean(float[] light) {
        double sum = 0;
        for (float value : light) sum += value;
        return sum / light.length;
    }
}

package org.mulligan.data.degradation;

import java.util.random.RandomGenerator;
import org.mulligan.extension.ExtensionPoint;
import org.mulligan.image.filter.FastGaussian;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Plugin;

/**
 * Shot noise of the photons and read noise of the camera, on the variety of cameras that are about:
 * with 8 bits, with 16, with an offset that clips the dark or with none, and with noise that
 * neighbouring pixels share because the scanner smooths.
 *
 * @see <a href="https://doi.org/10.1109/TIP.2008.2001399">Foi et al. 2008</a>
 */
@Plugin(
        type = Degradation.class,
        name = PoissonGaussian.NAME,
        attrs = @Attr(name = ExtensionPoint.TASKS, value = "denoise"))
public final class PoissonGaussian implements Degradation {
    public static final String NAME = "poisson-gaussian";

    private static final double SHARE_READ_NOISE_LEADS = 0.2;
    private static final double SHARE_CORRELATED = 0.25;
    private static final double SHARE_CORRELATED_IN_READ_NOISE = 0.6;
    private static final double SHARE_8_BIT = 0.4;
    private static final double SHARE_16_BIT = 0.3;

    /**
     * What a camera makes of photons.
     *
     * @param measured in the camera's units
     * @param camera turns photons into its units
     */
    record Shot(float[] measured, Camera camera) {}

    @Override
    public Exposure expose(
            float[] photons, int width, int height, Conditions conditions, RandomGenerator random) {
        float[] light = rectified(photons);
        Shot shot = shoot(light, width, height, conditions.readNoise(), random);
        return new Exposure(shot.measured, shot.camera.expected(light));
    }

    /**
     * One exposure by a camera that is drawn.
     *
     * @param photons 0 or more, not modified
     */
    static Shot shoot(
            float[] photons, int width, int height, double readNoise, RandomGenerator random) {
        double peak = 0;
        for (float value : photons) peak = Math.max(peak, value);
        double sigma = readNoise * random.nextDouble();
        boolean readNoiseLeads = random.nextDouble() < SHARE_READ_NOISE_LEADS;
        if (readNoiseLeads && readNoise > 0)
            sigma = Math.max(sigma, Math.sqrt(peak) * random.nextDouble(0.3, 1.2));
        float[] measured = count(photons, sigma, random);
        if (random.nextDouble()
                < (readNoiseLeads ? SHARE_CORRELATED_IN_READ_NOISE : SHARE_CORRELATED))
            smoothNoise(measured, photons, width, height, random);
        Camera camera = camera(peak, sigma, random);
        return new Shot(camera.read(measured), camera);
    }

    private static Camera camera(double peak, double sigma, RandomGenerator random) {
        double kind = random.nextDouble();
        if (kind < SHARE_8_BIT) return eightBit(peak, sigma, random);
        if (kind < SHARE_8_BIT + SHARE_16_BIT) return sixteenBit(peak, sigma, random);
        return Camera.PHOTONS;
    }

    static float[] rectified(float[] photons) {
        float[] light = new float[photons.length];
        for (int i = 0; i < light.length; i++) light[i] = Math.max(0, photons[i]);
        return light;
    }

    /** The noise alone: mean {@code photons}, variance {@code photons + sigma * sigma}. */
    public static float[] count(float[] photons, double sigma, RandomGenerator random) {
        float[] measured = new float[photons.length];
        for (int i = 0; i < photons.length; i++) {
            int count = Poisson.draw(photons[i], random);
            measured[i] = (float) (sigma > 0 ? count + sigma * random.nextGaussian() : count);
        }
        return measured;
    }

    /**
     * Lets neighbouring pixels share noise, whose variance stays as it is. Interpolation and colour
     * filters do it both ways, a slow amplifier along the scanned line only.
     */
    private static void smoothNoise(
            float[] measured, float[] photons, int width, int height, RandomGenerator random) {
        boolean lines = random.nextInt(3) == 0;
        double sigma = random.nextDouble(0.3, 0.95);
        float[] noise = new float[measured.length];
        for (int i = 0; i < noise.length; i++) noise[i] = measured[i] - photons[i];
        FastGaussian.blur(noise, width, height, sigma, lines ? 0 : sigma);
        double left = FastGaussian.noiseLeft(sigma) * (lines ? 1 : FastGaussian.noiseLeft(sigma));
        for (int i = 0; i < noise.length; i++) measured[i] = (float) (photons[i] + noise[i] / left);
    }

    static Camera eightBit(double peak, double sigma, RandomGenerator random) {
        // Without a photon any gain will do that is a number.
        double brightest = Math.max(0.1, peak + 2 * Math.sqrt(peak + sigma * sigma));
        double gain = 255 / brightest * (random.nextInt(4) == 0 ? 1.3 : random.nextDouble(0.3, 1));
        double offset = random.nextBoolean() ? 0 : random.nextDouble(0, 25);
        return new Camera(gain, offset, 255, sigma);
    }

    static Camera sixteenBit(double peak, double sigma, RandomGenerator random) {
        double gain = Math.exp(random.nextDouble(Math.log(0.4), Math.log(40)));
        return new Camera(gain, random.nextDouble(0, 500), 65535, sigma);
    }
}

package org.mulligan.data.degradation;

import java.util.random.RandomGenerator;
import org.mulligan.extension.ExtensionPoint;
import org.mulligan.image.intensity.AffineFit;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Plugin;

/**
 * Uneven light: the image times a smooth gain whose mean is 1, plus a smooth glow. Each field is a
 * random mixture of vignetting off the centre, a gradient, a polynomial and a wide stripe; one
 * image in eight is lit evenly. What is wanted has the mean gain and the mean glow everywhere. The
 * little noise is what a reduced image has left of its own; no photons are counted.
 */
@Plugin(
        type = Degradation.class,
        name = Shading.NAME,
        attrs = @Attr(name = ExtensionPoint.TASKS, value = "even-light"))
public final class Shading implements Degradation {
    public static final String NAME = "shading";

    /** The gain stays within 1 and this much more or less. */
    private static final double MOST_GAIN = 0.7;

    /** The glow stays within this share of the image's range. */
    private static final double MOST_GLOW = 0.3;

    /** Even light that is shaded with the rest, as a multiple of the image's mean. */
    private static final double MOST_BACKGROUND = 2;

    private static final double MOST_NOISE = 0.01;
    private static final double SHARE_EVEN = 0.125;
    private static final double SHARE_GLOW = 0.5;
    private static final double SHARE_BACKGROUND = 0.5;

    @Override
    public Exposure expose(
            float[] photons, int width, int height, Conditions conditions, RandomGenerator random) {
        float[] light = PoissonGaussian.rectified(photons);
        double mean = 0;
        double most = 0;
        for (float value : light) {
            mean += value / light.length;
            most = Math.max(most, value);
        }
        boolean even = random.nextDouble() < SHARE_EVEN;
        double gain = even ? 0 : MOST_GAIN * random.nextDouble();
        double glow =
                even || random.nextDouble() >= SHARE_GLOW
                        ? 0
                        : MOST_GLOW * most * random.nextDouble();
        double background =
                random.nextDouble() < SHARE_BACKGROUND
                        ? MOST_BACKGROUND * mean * random.nextDouble()
                        : 0;
        double noise = MOST_NOISE * most * random.nextDouble();
        float[] gains = field(width, height, random);
        float[] glows = field(width, height, random);
        float[] measured = new float[light.length];
        for (int i = 0; i < light.length; i++) {
            light[i] += (float) background;
            measured[i] =
                    (float)
                            ((1 + gain * gains[i]) * light[i]
                                    + glow * glows[i]
                                    + noise * random.nextGaussian());
        }
        return new Exposure(measured, light);
    }

    /** A smooth field of mean 0 whose largest absolute value is 1. */
    private static float[] field(int width, int height, RandomGenerator random) {
        double vignetting = weight(random);
        double gradient = weight(random);
        double polynomial = weight(random);
        double stripe = weight(random);
        if (vignetting + gradient + polynomial + stripe == 0) vignetting = 1;
        double centreX = random.nextDouble(0.1, 0.9);
        double centreY = random.nextDouble(0.1, 0.9);
        double reach = random.nextDouble(0.25, 0.8);
        double turn = random.nextDouble(2 * Math.PI);
        double[] powers = random.doubles(7, -1, 1).toArray();
        double waves = random.nextDouble(0.3, 1);
        double direction = random.nextDouble(Math.PI);
        double phase = random.nextDouble(2 * Math.PI);
        float[] field = new float[width * height];
        for (int row = 0; row < height; row++)
            for (int column = 0; column < width; column++) {
                double x = (column + 0.5) / width;
                double y = (row + 0.5) / height;
                double u = 2 * x - 1;
                double v = 2 * y - 1;
                double away = Math.hypot(x - centreX, y - centreY) / reach;
                double along = x * Math.cos(direction) + y * Math.sin(direction);
                field[row * width + column] =
                        (float)
                                (2 * vignetting * Math.exp(-away * away / 2)
                                        + gradient * (u * Math.cos(turn) + v * Math.sin(turn))
                                        + polynomial * polynomial(powers, u, v)
                                        + stripe * Math.sin(2 * Math.PI * waves * along + phase));
            }
        return standardised(field);
    }

    /** Every other part is left out. */
    private static double weight(RandomGenerator random) {
        return random.nextBoolean() ? random.nextDouble() : 0;
    }

    private static double polynomial(double[] c, double u, double v) {
        return c[0] * u * u
                + c[1] * u * v
                + c[2] * v * v
                + 0.5 * (c[3] * u * u * u + c[4] * u * u * v + c[5] * u * v * v)
                + 0.5 * c[6] * v * v * v;
    }

    private static float[] standardised(float[] field) {
        double mean = 0;
        for (float value : field) mean += value / field.length;
        double most = 1e-9;
        for (float value : field) most = Math.max(most, Math.abs(value - mean));
        return AffineFit.apply(field, 1 / most, -mean / most);
    }
}

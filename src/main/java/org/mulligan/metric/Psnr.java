package org.mulligan.metric;

import org.scijava.plugin.Plugin;

/**
 * Peak signal-to-noise ratio on the scale of the images: 10 log<sub>10</sub>(L<sup>2</sup> / MSE)
 * in dB, infinite for equal images. L is the data range; without one, that of 8-bit images.
 */
@Plugin(type = Metric.class, name = "PSNR-255")
public final class Psnr implements Metric {
    private final double range;

    public Psnr() {
        this(255);
    }

    /**
     * @param range L, in the units of the images
     */
    public Psnr(double range) {
        if (!(range > 0))
            throw new IllegalArgumentException(
                    "The data range of a PSNR must be positive, got " + range);
        this.range = range;
    }

    @Override
    public double compare(float[] reference, float[] test, int width, int height) {
        Sizes.check(reference.length, test.length, width, height);
        double sum = 0;
        for (int i = 0; i < reference.length; i++) {
            double difference = (double) test[i] - reference[i];
            sum += difference * difference;
        }
        return decibels(range, sum / reference.length);
    }

    static double decibels(double range, double meanSquaredError) {
        return 10 * Math.log10(range * range / meanSquaredError);
    }
}

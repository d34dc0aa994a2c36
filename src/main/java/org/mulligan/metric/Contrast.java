package org.mulligan.metric;

import org.mulligan.image.filter.GaussianBlur;
import org.mulligan.image.intensity.AffineFit;
import org.mulligan.image.intensity.Percentiles;

/**
 * How a result's intensities lie to those of its target, which no figure after a fit can see.
 *
 * @param slope of the line result = slope target + offset that is nearest in the sense of least
 *     squares over all pixels; noise of the result leaves it alone, noise of the target lowers it
 * @param offset of that line, in the units of the images
 * @param background mean of result - target over the dark pixels, in the units of the images. Dark
 *     is a pixel when the target around it, blurred with sigma 2 px and the pixel itself left out,
 *     is not above the 25th percentile of that: with the pixel in it, those would be chosen whose
 *     noise happens to be low.
 * @param range of the target: its largest less its smallest value
 * @param psnr dB, of the images as they are, with that range
 */
public record Contrast(double slope, double offset, double background, double range, double psnr) {
    private static final double SIGMA = 2;
    private static final double DARK = 25;

    /**
     * @throws IllegalArgumentException when the sizes do not fit, or the target is constant
     */
    public static Contrast of(float[] target, float[] result, int width, int height) {
        Sizes.check(target.length, result.length, width, height);
        Percentiles values = new Percentiles(target);
        double range = values.at(100) - values.at(0);
        if (!(range > 0))
            throw new IllegalArgumentException(
                    "A constant target has no contrast to compare with: every pixel is "
                            + target[0]);
        AffineFit line = AffineFit.of(target, result);
        return new Contrast(
                line.gain(),
                line.offset(),
                background(target, result, width, height),
                range,
                new Psnr(range).compare(target, result, width, height));
    }

    private static double background(float[] target, float[] result, int width, int height) {
        float[] around = GaussianBlur.blur(target, width, height, SIGMA);
        double own = ownWeight();
        for (int i = 0; i < around.length; i++)
            around[i] = (float) ((around[i] - own * target[i]) / (1 - own));
        double limit = new Percentiles(around).at(DARK);
        double sum = 0;
        int count = 0;
        for (int i = 0; i < around.length; i++)
            if (around[i] <= limit) {
                sum += (double) result[i] - target[i];
                count++;
            }
        return sum / count;
    }

    /** How much of a blurred pixel is the pixel itself. */
    private static double ownWeight() {
        int side = 8 * (int) SIGMA + 1;
        float[] point = new float[side * side];
        point[point.length / 2] = 1;
        return GaussianBlur.blur(point, side, side, SIGMA)[point.length / 2];
    }
}

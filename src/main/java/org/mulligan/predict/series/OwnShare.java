package org.mulligan.predict.series;

import org.mulligan.image.filter.FastGaussian;
import org.mulligan.noise.ClippedDeviation;
import org.mulligan.noise.Median;
import org.mulligan.noise.Noise;
import org.mulligan.noise.NoiseFit;

/**
 * Adds to what the neighbours of a plane say of it that which only the plane itself shows: a cell
 * that fires in it alone, an object that has moved, a light that flickers. It is what is left of
 * the plane when the estimate is taken away, as far as that stands above the noise.
 *
 * <p>First the light: a line through the means of blocks, whose medians no small object bends, so
 * that the mean of the plane is kept. Then what is left is blurred by Gaussians, from none to 8 px;
 * at each width that which stands out is shrunk by James and Stein's rule (the non-negative
 * garrote), added, and taken off what is left. A width has a threshold of its own, in standard
 * deviations that are measured in the blurred remainder itself: so noise that is correlated in the
 * plane, or comes in lines, does not pass for a signal. As a plane that moves as a whole would be
 * taken for noise, the difference of two neighbours is measured as well, and the smaller one
 * counts. Photons are skewed: few of them stand out upwards by chance, and the threshold follows
 * (Cornish and Fisher).
 *
 * <p>What it cannot see: a change of less than the threshold, which the estimate does not show
 * either.
 *
 * @see <a href="https://doi.org/10.1080/00401706.1995.10484371">Breiman 1995</a>, the garrote
 */
final class OwnShare {
    /** Standard deviations of the Gaussians, px; 0 is none. */
    private static final double[] WIDTHS = {0, 1, 2, 4, 8};

    /** In standard deviations: of a pixel, which are many, and of a mean over several. */
    private static final double PIXEL_THRESHOLD = 5.5;

    private static final double THRESHOLD = 4.5;

    /** Widths of a Gaussian that must fit into a side for its deviation to be known. */
    private static final int LEAST_WIDTHS = 12;

    private static final int BLOCK = 16;
    private static final int MOST_BLOCKS = 512;

    /** Standard errors above which a slope of the light counts. */
    private static final double CERTAIN = 4;

    private final int width;
    private final int height;
    private final float[] made;
    private final float[] left;
    private final float[] between;

    private OwnShare(int width, int height, float[] made, float[] left, float[] between) {
        this.width = width;
        this.height = height;
        this.made = made;
        this.left = left;
        this.between = between;
    }

    /**
     * Adds the plane's own share to an estimate of it.
     *
     * @param made from neighbours alone, in the units of the image; changed
     * @param plane the plane itself, not modified
     * @param before a neighbour, not modified
     * @param after another one, not modified
     * @param grain smallest step between two values of the image
     */
    static void add(
            float[] made,
            float[] plane,
            float[] before,
            float[] after,
            int width,
            int height,
            double grain) {
        float[] left = new float[made.length];
        float[] between = new float[made.length];
        for (int i = 0; i < left.length; i++) {
            left[i] = plane[i] - made[i];
            between[i] = (float) ((after[i] - before[i]) / Math.sqrt(2));
        }
        OwnShare share = new OwnShare(width, height, made, left, between);
        share.addLight();
        share.addWhatStandsOut(grain);
    }

    private void addLight() {
        int side = Math.max(1, Math.min(BLOCK, Math.min(width, height) / 4));
        int columns = width / side;
        int rows = height / side;
        int step = 1 + columns * rows / MOST_BLOCKS;
        int count = (columns * rows + step - 1) / step;
        double[] lights = new double[count];
        double[] differences = new double[count];
        for (int b = 0; b < count; b++) {
            int corner = b * step / columns * side * width + b * step % columns * side;
            for (int y = 0; y < side; y++)
                for (int x = 0; x < side; x++) {
                    int pixel = corner + y * width + x;
                    lights[b] += made[pixel] / (double) (side * side);
                    differences[b] += left[pixel] / (double) (side * side);
                }
        }
        double slope = slope(lights, differences);
        double[] offsets = new double[count];
        for (int b = 0; b < count; b++) offsets[b] = differences[b] - slope * lights[b];
        double offset = Median.of(offsets);
        for (int i = 0; i < made.length; i++) {
            float light = (float) (offset + slope * made[i]);
            made[i] += light;
            left[i] -= light;
        }
    }

    /** By Theil and Sen; 0 where it may be chance. */
    private static double slope(double[] x, double[] y) {
        double[] slopes = new double[x.length * (x.length - 1) / 2];
        int count = 0;
        double mean = 0;
        double squares = 0;
        for (int i = 0; i < x.length; i++) {
            mean += x[i] / x.length;
            for (int j = i + 1; j < x.length; j++)
                if (x[i] != x[j]) slopes[count++] = (y[j] - y[i]) / (x[j] - x[i]);
        }
        if (count == 0) return 0;
        double slope = Median.of(java.util.Arrays.copyOf(slopes, count));
        float[] off = new float[x.length];
        double[] rests = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            squares += (x[i] - mean) * (x[i] - mean);
            rests[i] = y[i] - slope * x[i];
        }
        double middle = Median.of(rests);
        for (int i = 0; i < off.length; i++) off[i] = (float) (rests[i] - middle);
        double error = ClippedDeviation.of(off) / Math.sqrt(squares);
        return Math.abs(slope) > CERTAIN * error ? slope : 0;
    }

    private void addWhatStandsOut(double grain) {
        Noise noise = noise(grain);
        float[] deviations = new float[made.length];
        for (int i = 0; i < made.length; i++) deviations[i] = (float) noise.sigma(made[i]);
        for (double sigma : WIDTHS) {
            if (LEAST_WIDTHS * sigma > Math.min(width, height)) return;
            float[] blurred = blurred(left, sigma);
            double spread =
                    Math.min(
                            spread(blurred, deviations),
                            spread(blurred(between, sigma), deviations));
            if (!(spread > 0)) continue;
            for (int i = 0; i < made.length; i++) {
                double reach = spread * deviations[i];
                double own =
                        shrunk(
                                blurred[i],
                                reach,
                                sigma == 0 ? PIXEL_THRESHOLD : THRESHOLD,
                                skewness(noise.gain() / deviations[i], sigma));
                made[i] += (float) own;
                left[i] -= (float) own;
            }
        }
    }

    /** The smaller one of what is left and of what differs between two neighbours. */
    private Noise noise(double grain) {
        Noise own = noise(left, grain);
        Noise others = noise(between, grain);
        double middle = middle();
        return own.sigma(middle) <= others.sigma(middle) ? own : others;
    }

    private Noise noise(float[] differences, double grain) {
        float[] noisy = new float[made.length];
        for (int i = 0; i < noisy.length; i++) noisy[i] = made[i] + differences[i];
        return NoiseFit.of(noisy, made, grain);
    }

    private double middle() {
        double sum = 0;
        for (float value : made) sum += value;
        return sum / made.length;
    }

    private float[] blurred(float[] values, double sigma) {
        float[] blurred = values.clone();
        if (sigma > 0) FastGaussian.blur(blurred, width, height, sigma);
        return blurred;
    }

    private static double spread(float[] values, float[] deviations) {
        float[] shares = new float[values.length];
        for (int i = 0; i < shares.length; i++) shares[i] = values[i] / deviations[i];
        return ClippedDeviation.of(shares);
    }

    /**
     * Of a Gaussian mean of photons: the sum of the weights' cubes over that of their squares to
     * the power of 3/2, times the skewness of a pixel.
     */
    private static double skewness(double pixel, double sigma) {
        return sigma == 0 ? pixel : pixel * 2 / (3 * Math.sqrt(Math.PI) * sigma);
    }

    private static double shrunk(double value, double reach, double threshold, double skewness) {
        double upwards = threshold + skewness * (threshold * threshold - 1) / 6;
        double least = reach * (value > 0 ? upwards : threshold);
        return Math.abs(value) <= least ? 0 : value - least * least / value;
    }
}

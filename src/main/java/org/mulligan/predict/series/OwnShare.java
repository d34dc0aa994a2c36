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
 * <p>First the light: a line through the means of blocks, whose medians no small object bends,
 * where it is no chance. Then what is left is blurred by Gaussians, from none to 8 px. Where a mean
 * stands out, and as far around as the Gaussian is wide, what is left is added with half of that
 * blur: nothing below a threshold, all above 1.2 times that, and between them a growing share (firm
 * shrinkage), so that nothing begins with an edge. The threshold is the one that noise hardly
 * reaches anywhere in 128 x 128 px. It counts standard deviations that are measured in the blurred
 * remainder itself: so noise that is correlated in the plane, or comes in lines, does not pass for
 * a signal. As a plane that moves as a whole would be taken for noise, the difference of two
 * neighbours is measured as well, and the smaller one counts. Photons are skewed: few of them stand
 * out upwards by chance, and the threshold follows (Cornish and Fisher).
 *
 * <p>What it cannot see: a change of less than the threshold, which the estimate does not show
 * either.
 *
 * @see <a href="https://doi.org/10.1093/biomet/81.3.425">Donoho and Johnstone 1994</a>, the
 *     threshold
 * @see <a href="https://www.jstor.org/stable/24306120">Gao and Bruce 1997</a>, firm shrinkage
 */
final class OwnShare {
    /** Standard deviations of the Gaussians, px; 0 is none. */
    private static final double[] WIDTHS = {0, 1, 2, 4, 8};

    /** Pixels in which hardly any noise reaches the threshold. */
    private static final double AREA = 1 << 14;

    /** Least standard deviations that stand out. */
    private static final double LEAST = 3;

    /** Thresholds above which all of a value is the plane's own. */
    private static final double ALL = 1.2;

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
     * @param grain smallest step between two values of the image, above 0
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
        double offset = certain(offsets);
        for (int i = 0; i < made.length; i++) {
            float light = (float) (offset + slope * made[i]);
            made[i] += light;
            left[i] -= light;
        }
    }

    /** Their median; 0 where it may be chance. */
    private static double certain(double[] values) {
        double median = Median.of(values);
        float[] off = new float[values.length];
        for (int i = 0; i < off.length; i++) off[i] = (float) (values[i] - median);
        // The median of normal numbers is known to 1.25 times what their mean is.
        double error = 1.25 * ClippedDeviation.of(off) / Math.sqrt(values.length);
        return Math.abs(median) > CERTAIN * error ? median : 0;
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
            float[] shares = new float[made.length];
            for (int i = 0; i < made.length; i++)
                shares[i] =
                        share(
                                blurred[i] / (spread * deviations[i]),
                                threshold(sigma),
                                skewness(noise.gain() / deviations[i], sigma));
            add(widened(shares, sigma), sigma == 0 ? left.clone() : blurred(left, sigma / 2));
        }
    }

    private void add(float[] shares, float[] values) {
        for (int i = 0; i < made.length; i++) {
            float own = shares[i] * values[i];
            made[i] += own;
            left[i] -= own;
        }
    }

    /** The largest share within a Gaussian's width, with a soft rim. */
    private float[] widened(float[] shares, double sigma) {
        int radius = (int) Math.round(sigma);
        if (radius == 0) return shares;
        float[] wide = new float[shares.length];
        float[] rows = new float[shares.length];
        for (int y = 0; y < height; y++)
            for (int x = 0; x < width; x++)
                for (int i = Math.max(0, x - radius); i <= Math.min(width - 1, x + radius); i++)
                    rows[y * width + x] = Math.max(rows[y * width + x], shares[y * width + i]);
        for (int y = 0; y < height; y++)
            for (int i = Math.max(0, y - radius); i <= Math.min(height - 1, y + radius); i++)
                for (int x = 0; x < width; x++)
                    wide[y * width + x] = Math.max(wide[y * width + x], rows[i * width + x]);
        FastGaussian.blur(wide, width, height, sigma / 2);
        return wide;
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

    /** Of as many independent means as there are in the area. */
    private static double threshold(double sigma) {
        double areas = AREA / Math.max(1, 4 * Math.PI * sigma * sigma);
        return Math.max(LEAST, Math.sqrt(2 * Math.log(areas)));
    }

    /**
     * @param value in standard deviations
     * @return 0 to 1
     */
    private static float share(double value, double threshold, double skewness) {
        double upwards = threshold + skewness * (threshold * threshold - 1) / 6;
        double beyond = Math.abs(value) / (value > 0 ? upwards : threshold) - 1;
        return (float) Math.max(0, Math.min(1, beyond / (ALL - 1)));
    }
}

package org.mulligan.metric.risk;

import org.mulligan.image.intensity.AffineFit;

/**
 * Whether two shots show the same: their means over blocks, brought to one light, differ by little
 * more than noise does, or by little of what the blocks differ among themselves.
 *
 * @param correlation Pearson's, of the blocks' means; 1 = the same
 * @param excess variance of the differences of the blocks' means, by what white noise of the
 *     pixels' differences would leave
 * @param share the same by the variance of the blocks' means
 * @param copies whether they are equal, pixel by pixel
 */
public record SameField(double correlation, double excess, double share, boolean copies) {
    private static final double LEAST_CORRELATION = 0.5;

    /** Noise that neighbours share is left in means up to so many times more. */
    private static final double MOST_EXCESS = 8;

    private static final double MOST_SHARE = 0.02;

    public static SameField of(float[] first, float[] second, Blocks blocks) {
        AffineFit light = Light.of(second, first, blocks);
        BlockMeans firsts = blocks.of(i -> first[i]);
        BlockMeans seconds = blocks.of(i -> light.apply(second[i]));
        BlockMeans squares = blocks.of(i -> Math.pow(first[i] - light.apply(second[i]), 2));
        int n = 0;
        double meanA = 0;
        double meanB = 0;
        for (int i = 0; i < firsts.sums().length; i++) {
            if (firsts.counts()[i] == 0) continue;
            n++;
            meanA += firsts.sums()[i] / firsts.counts()[i];
            meanB += seconds.sums()[i] / firsts.counts()[i];
        }
        meanA /= n;
        meanB /= n;
        double aa = 0;
        double bb = 0;
        double ab = 0;
        double differences = 0;
        double noise = 0;
        for (int i = 0; i < firsts.sums().length; i++) {
            int count = firsts.counts()[i];
            if (count == 0) continue;
            double a = firsts.sums()[i] / count - meanA;
            double b = seconds.sums()[i] / count - meanB;
            aa += a * a;
            bb += b * b;
            ab += a * b;
            differences += (a - b) * (a - b);
            noise += squares.sums()[i] / count / count;
        }
        boolean copies = true;
        for (int i = 0; i < first.length && copies; i++) copies = first[i] == second[i];
        return new SameField(
                ab / Math.sqrt(aa * bb), differences / noise, differences / aa, copies);
    }

    /** Copies do not count: their noise is the same, too. */
    public boolean isSame() {
        return !copies
                && correlation > LEAST_CORRELATION
                && (excess < MOST_EXCESS || share < MOST_SHARE);
    }
}

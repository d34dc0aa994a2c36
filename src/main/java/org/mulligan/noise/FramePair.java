package org.mulligan.noise;

import java.util.List;
import java.util.Optional;

/**
 * Two frames of one field, the second brought to the light of the first.
 *
 * @param mean of both, weighted so that {@code noise} is what a frame of that brightness has
 * @param noise their difference, of the variance of one frame
 */
record FramePair(float[] mean, float[] noise) {
    private static final int BLOCK = 16;

    /** A change of the light beyond this is none of the light. */
    private static final double MOST = 4;

    static FramePair of(float[] first, float[] second, int width, int height) {
        double[] a = blocks(first, width, height);
        double[] b = blocks(second, width, height);
        // The ratio of the spreads, as both are noisy: a regression would favour one of them.
        double scale = Math.sqrt(b[1] / a[1]);
        if (!(scale < MOST && scale > 1 / MOST)) scale = 1;
        double shift = b[0] - scale * a[0];
        double sum = 1 + scale * scale;
        float[] mean = new float[first.length];
        float[] noise = new float[first.length];
        for (int i = 0; i < mean.length; i++) {
            mean[i] = (float) ((second[i] + scale * scale * first[i]) / sum);
            noise[i] = (float) ((second[i] - shift - scale * first[i]) / Math.sqrt(sum));
        }
        return new FramePair(mean, noise);
    }

    /**
     * By how much more the means of blocks of 16 px differ than noise explains; 1 where both frames
     * show the same, but for the light.
     *
     * @return ratio of variances; not a number where no block can be measured
     */
    double change(int width, int height) {
        Optional<LagCorrelation> lag = LagCorrelation.of(noise, width, height);
        if (lag.isEmpty()) return Double.NaN;
        // The mean of correlated pixels has more noise.
        double alike = sum(lag.get().alongX()) * sum(lag.get().alongY());
        double ratios = 0;
        int count = 0;
        for (int top = 0; top + BLOCK <= height; top += BLOCK)
            for (int left = 0; left + BLOCK <= width; left += BLOCK) {
                double sum = 0;
                double squares = 0;
                for (int y = top; y < top + BLOCK; y++)
                    for (int x = left; x < left + BLOCK; x++) {
                        double value = noise[y * width + x];
                        sum += value;
                        squares += value * value;
                    }
                double ratio = sum * sum / (BLOCK * BLOCK) / (squares / (BLOCK * BLOCK)) / alike;
                if (Double.isNaN(ratio)) continue;
                ratios += ratio;
                count++;
            }
        return ratios / count;
    }

    private static double sum(List<Double> lags) {
        double sum = 1;
        for (double lag : lags) sum += 2 * Math.max(0, lag);
        return sum;
    }

    /** Mean and variance of the means of blocks. */
    private static double[] blocks(float[] plane, int width, int height) {
        double sum = 0;
        double squares = 0;
        int count = 0;
        for (int top = 0; top + BLOCK <= height; top += BLOCK)
            for (int left = 0; left + BLOCK <= width; left += BLOCK) {
                double mean = 0;
                for (int y = top; y < top + BLOCK; y++)
                    for (int x = left; x < left + BLOCK; x++) mean += plane[y * width + x];
                mean /= BLOCK * BLOCK;
                if (Double.isNaN(mean)) continue;
                sum += mean;
                squares += mean * mean;
                count++;
            }
        double mean = sum / count;
        return new double[] {mean, Math.max(0, squares / count - mean * mean)};
    }
}

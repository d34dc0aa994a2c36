package org.mulligan.metric.risk;

import org.mulligan.image.intensity.AffineFit;

/** What changed of the light from one shot of a field to another. */
final class Light {
    /** Gains beyond this are none of the light. */
    private static final double MOST = 4;

    private Light() {}

    /**
     * The gain is the ratio of the spreads of block means, as both are noisy: a regression would
     * favour one of them.
     */
    static AffineFit of(float[] from, float[] to, Blocks blocks) {
        double[] a = means(from, blocks);
        double[] b = means(to, blocks);
        double gain = Math.sqrt(b[1] / a[1]);
        if (!(gain < MOST && gain > 1 / MOST)) gain = 1;
        return new AffineFit(gain, b[0] - gain * a[0], 1);
    }

    /** Mean and variance of the blocks' means. */
    private static double[] means(float[] plane, Blocks blocks) {
        BlockMeans means = blocks.of(i -> plane[i]);
        double mean = 0;
        double squares = 0;
        int count = 0;
        for (int i = 0; i < means.sums().length; i++) {
            if (means.counts()[i] == 0) continue;
            double block = means.sums()[i] / means.counts()[i];
            mean += block;
            squares += block * block;
            count++;
        }
        mean /= count;
        return new double[] {mean, Math.max(0, squares / count - mean * mean)};
    }
}

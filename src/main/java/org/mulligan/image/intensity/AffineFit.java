package org.mulligan.image.intensity;

import java.util.List;

/**
 * The gain and offset that bring one image's intensities nearest to another's, in the sense of
 * least squares: gain = cov(from, to) / var(from), offset = Mean.of(to) - gain mean(from). From an
 * image of one value the gain is 0.
 *
 * @param correlation Pearson's, of the two
 * @see <a href="https://doi.org/10.1038/s41592-018-0216-7">Weigert et al. 2018</a>; {@code
 *     normalize_minmse} of CSBDeep
 */
public record AffineFit(double gain, double offset, double correlation) {
    /** Leaves every intensity as it is. */
    public static final AffineFit NONE = new AffineFit(1, 0, 1);

    /** The fit that brings {@code from} nearest to {@code to}, pixel by pixel. */
    public static AffineFit of(float[] from, float[] to) {
        return of(List.of(from), List.of(to));
    }

    /**
     * One fit for several planes.
     *
     * @param to as many planes of the same size
     */
    public static AffineFit of(List<float[]> from, List<float[]> to) {
        double meanFrom = Mean.of(from);
        double meanTo = Mean.of(to);
        double varianceFrom = 0;
        double varianceTo = 0;
        double covariance = 0;
        for (int plane = 0; plane < from.size(); plane++)
            for (int i = 0; i < from.get(plane).length; i++) {
                double f = from.get(plane)[i] - meanFrom;
                double t = to.get(plane)[i] - meanTo;
                varianceFrom += f * f;
                varianceTo += t * t;
                covariance += f * t;
            }
        double gain = varianceFrom == 0 ? 0 : covariance / varianceFrom;
        return new AffineFit(
                gain, meanTo - gain * meanFrom, covariance / Math.sqrt(varianceFrom * varianceTo));
    }

    public double apply(double intensity) {
        return gain * intensity + offset;
    }

    /** New values: gain value + offset. */
    public static float[] apply(float[] values, double gain, double offset) {
        float[] scaled = new float[values.length];
        for (int i = 0; i < values.length; i++) scaled[i] = (float) (gain * values[i] + offset);
        return scaled;
    }
}

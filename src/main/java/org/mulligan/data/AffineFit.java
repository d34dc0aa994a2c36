package org.mulligan.data;

import java.util.List;

/**
 * The gain and offset that bring clean intensities nearest to noisy ones, in the sense of least
 * squares: {@code gain * clean + offset ~ noisy}.
 *
 * @param correlation Pearson's, of the clean with the noisy pixels
 */
record AffineFit(double gain, double offset, double correlation) {
    static final AffineFit NONE = new AffineFit(1, 0, 1);

    /**
     * @param clean planes, not all of one value
     * @param noisy as many planes of the same size
     */
    static AffineFit of(List<float[]> clean, List<float[]> noisy) {
        double meanClean = mean(clean);
        double meanNoisy = mean(noisy);
        double varianceClean = 0;
        double varianceNoisy = 0;
        double covariance = 0;
        for (int plane = 0; plane < clean.size(); plane++)
            for (int i = 0; i < clean.get(plane).length; i++) {
                double c = clean.get(plane)[i] - meanClean;
                double n = noisy.get(plane)[i] - meanNoisy;
                varianceClean += c * c;
                varianceNoisy += n * n;
                covariance += c * n;
            }
        double gain = covariance / varianceClean;
        return new AffineFit(
                gain,
                meanNoisy - gain * meanClean,
                covariance / Math.sqrt(varianceClean * varianceNoisy));
    }

    private static double mean(List<float[]> planes) {
        double sum = 0;
        long count = 0;
        for (float[] plane : planes) {
            for (float value : plane) sum += value;
            count += plane.length;
        }
        return sum / count;
    }
}

package org.mulligan.metric;

import org.mulligan.image.filter.GaussianBlur;
import org.mulligan.image.intensity.AffineFit;
import org.mulligan.image.intensity.Mean;
import org.mulligan.image.intensity.Percentiles;
import org.mulligan.noise.Noise;

/**
 * How much of a denoised channel to trust, summed up over its planes, which come one at a time.
 * RSP, RSE and energy are those of all planes together, with one gain and offset: what {@link Rsp}
 * and {@link Rse} say of the planes put side by side.
 */
public final class Trust {
    /** What noise alone passes in 0.27 % of all pixels, in standard deviations. */
    public static final double INCONSISTENT = 3;

    /** Of the Gaussian that means are taken with, px. */
    private static final double AROUND = 1.5;

    /** Standard deviation of such means of white noise; noise that neighbours share has more. */
    private static final double WHITE = 1 / (2 * AROUND * Math.sqrt(Math.PI));

    /** Median size of a normal value with deviation 1. */
    private static final double MEDIAN_OF_NORMAL = 0.6745;

    private long pixels;
    private double meanResult;
    private double meanNoisy;
    private double varianceResult;
    private double varianceNoisy;
    private double covariance;
    private double added;
    private double energy;
    private long inconsistent;

    /**
     * Does the result still explain the input? Input minus the result as SQUIRREL brings it onto
     * the input (gain and offset by least squares over the plane), in standard deviations of the
     * noise; and of that the mean around each pixel, weighted by a Gaussian, in standard deviations
     * of such means. Where the result is right this is noise: mean 0, deviation 1. A structure that
     * is as weak as the noise of a pixel is lost in single pixels, and not in the means: of lines
     * of 3 px that are one deviation high, pixel by pixel 1 % are above 3, of the means 60 %.
     *
     * @param noisy the input, row by row, not modified
     * @param faithful says how light each pixel is expected to be, and so how noisy; the result
     *     itself is not asked, for an invented structure would raise its own noise
     * @param width px
     * @param height px
     * @return a new array, without unit
     * @see <a href="https://doi.org/10.1038/nmeth.4605">Culley et al. 2018</a>
     */
    public static float[] consistency(
            float[] noisy, float[] result, float[] faithful, Noise noise, int width, int height) {
        AffineFit fit = AffineFit.of(result, noisy);
        float[] consistency = new float[noisy.length];
        for (int i = 0; i < noisy.length; i++)
            consistency[i] = (float) ((noisy[i] - fit.apply(result[i])) / noise.sigma(faithful[i]));
        float[] means = GaussianBlur.blur(consistency, width, height, AROUND);
        float deviation = (float) Math.max(WHITE, robustDeviation(means));
        for (int i = 0; i < means.length; i++) means[i] /= deviation;
        return means;
    }

    /** Of most values; those few that something else than noise made do not count. */
    private static double robustDeviation(float[] values) {
        float[] sizes = new float[values.length];
        for (int i = 0; i < sizes.length; i++) sizes[i] = Math.abs(values[i]);
        return new Percentiles(sizes).at(50) / MEDIAN_OF_NORMAL;
    }

    /**
     * One more plane; nothing is modified.
     *
     * @param result as the microscope would see it, of the size of {@code noisy}
     * @param consistency of {@link #consistency}
     */
    public void add(float[] noisy, float[] result, float[] consistency) {
        double planeResult = Mean.of(result);
        double planeNoisy = Mean.of(noisy);
        for (int i = 0; i < noisy.length; i++) {
            double r = result[i] - planeResult;
            double n = noisy[i] - planeNoisy;
            varianceResult += r * r;
            varianceNoisy += n * n;
            covariance += r * n;
            if (Math.abs(consistency[i]) > INCONSISTENT) inconsistent++;
        }
        // Chan et al. 1979: sums about the means of two parts, put together.
        double all = pixels + noisy.length;
        double share = pixels * (double) noisy.length / all;
        double stepResult = planeResult - meanResult;
        double stepNoisy = planeNoisy - meanNoisy;
        varianceResult += share * stepResult * stepResult;
        varianceNoisy += share * stepNoisy * stepNoisy;
        covariance += share * stepResult * stepNoisy;
        meanResult += stepResult * noisy.length / all;
        meanNoisy += stepNoisy * noisy.length / all;
        pixels += noisy.length;
    }

    /**
     * What the adversary added to one more plane; nothing is modified.
     *
     * @param result of any size
     * @param addedDetail result less faithful result, of the same size
     */
    public void addDetail(float[] result, float[] addedDetail) {
        double mean = Mean.of(result);
        for (int i = 0; i < result.length; i++) {
            energy += (result[i] - mean) * (result[i] - mean);
            added += (double) addedDetail[i] * addedDetail[i];
        }
    }

    /** {@link Rsp}, -1 to 1; not a number where the result is constant. */
    public double rsp() {
        return covariance / Math.sqrt(varianceResult * varianceNoisy);
    }

    /** {@link Rse}, in the units of the image. */
    public double rse() {
        double explained = varianceResult == 0 ? 0 : covariance * covariance / varianceResult;
        return Math.sqrt(Math.max(0, varianceNoisy - explained) / pixels);
    }

    /**
     * Share of the pixels with |consistency| above {@link #INCONSISTENT}, 0 to 1; not a number
     * where no plane was compared.
     */
    public double inconsistent() {
        return inconsistent / (double) pixels;
    }

    /**
     * Energy of the added detail as a share of the result's: sum of squares of the one by that of
     * the other less the mean of its plane; 0 is nothing added.
     */
    public double added() {
        return added == 0 ? 0 : added / energy;
    }
}

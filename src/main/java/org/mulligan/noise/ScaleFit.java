package org.mulligan.noise;

import java.util.ArrayList;
import java.util.List;

/**
 * The line to = gain from + offset between two images of one scene, which noise in neither of them
 * bends.
 *
 * <p>Least squares divide the covariance of the two by the variance of {@code from}, and noise adds
 * to that variance: where there is as much noise as signal, the gain comes out as a half
 * (regression dilution). Here each image is cut into square blocks, and each block into two halves
 * like the fields of a chessboard. What both halves say is no noise; so the gain is the covariance
 * of {@code to} in one half with {@code from} in the other, by that of {@code from} in the one with
 * {@code from} in the other: an instrumental variable. Noise that both images share, as when the
 * one is a part of the other's mean, meets only itself and does not count. What reaches over a few
 * pixels does, a blur, a shift, noise that neighbours share, and the less, the larger the blocks
 * are: the largest are taken that know the gain well enough. Pixels that are {@link Spikes} in
 * either image are left out, and so are blocks that fit no line, as those of debris in one of the
 * images.
 *
 * @param gain not a number where {@code from} shows nothing but noise
 * @param gainError standard error, from how far the blocks lie off the line
 * @param from mean of {@code from} over the blocks, where gain and height of the line do not depend
 *     on each other
 * @param to height of the line there
 * @param toError its standard error
 * @see <a href="https://doi.org/10.1214/aoms/1177731868">Wald 1940</a>, a line through the means of
 *     groups
 * @see <a href="https://doi.org/10.2307/1412159">Spearman 1904</a>, what two halves say of noise
 */
public record ScaleFit(double gain, double gainError, double from, double to, double toError) {
    /** Sides of blocks, px. */
    private static final int[] SIDES = {32, 16, 8, 4};

    /** Of images that have too few of the others. */
    private static final int SMALLEST_SIDE = 2;

    private static final int LEAST_BLOCKS = 48;

    /** Of longer stacks every so many planes are looked at. */
    private static final long MOST_PIXELS = 1 << 23;

    /** Relative standard error of a gain that is known well enough. */
    private static final double WELL_KNOWN = 0.01;

    /** Where none is, larger blocks may have an error that is so many times the least. */
    private static final double AS_GOOD = 1.5;

    /** What {@code from} = 0 becomes. */
    public double offset() {
        return to - gain * from;
    }

    /**
     * One line for several planes.
     *
     * @param from planes of one size, row by row, not modified; pixels that are not numbers are
     *     left out
     * @param to as many of the same size, not modified
     * @param width px
     * @param height px
     */
    public static ScaleFit of(List<float[]> from, List<float[]> to, int width, int height) {
        List<float[]> cleanFrom = new ArrayList<>();
        List<float[]> cleanTo = new ArrayList<>();
        int most = (int) Math.max(1, MOST_PIXELS / ((long) width * height));
        int step = -Math.floorDiv(-from.size(), most);
        for (int plane = 0; plane < from.size(); plane += step) {
            boolean[] spikes = Spikes.of(from.get(plane), width, height);
            boolean[] others = Spikes.of(to.get(plane), width, height);
            cleanFrom.add(without(from.get(plane), spikes, others));
            cleanTo.add(without(to.get(plane), spikes, others));
        }
        return ofBlocks(cleanFrom, cleanTo, width, height);
    }

    private static float[] without(float[] plane, boolean[] spikes, boolean[] others) {
        float[] left = plane.clone();
        for (int i = 0; i < left.length; i++) if (spikes[i] || others[i]) left[i] = Float.NaN;
        return left;
    }

    private static ScaleFit ofBlocks(List<float[]> from, List<float[]> to, int width, int height) {
        List<ScaleFit> fits = new ArrayList<>();
        for (int side : SIDES) {
            long blocks = (long) (width / side) * (height / side) * from.size();
            if (blocks < LEAST_BLOCKS) continue;
            ScaleFit fit = new ScaleBlocks(from, to, width, height, side).fit();
            if (fit.relativeError() <= WELL_KNOWN) return fit;
            fits.add(fit);
        }
        if (fits.isEmpty()) return new ScaleBlocks(from, to, width, height, SMALLEST_SIDE).fit();
        double least = fits.stream().mapToDouble(ScaleFit::relativeError).min().orElseThrow();
        return fits.stream()
                .filter(fit -> fit.relativeError() <= AS_GOOD * least)
                .findFirst()
                .orElseThrow();
    }

    /** Standard error of the gain as a share of it; infinite where it is not known at all. */
    public double relativeError() {
        double error = gainError / Math.abs(gain);
        return Double.isNaN(error) ? Double.POSITIVE_INFINITY : error;
    }
}

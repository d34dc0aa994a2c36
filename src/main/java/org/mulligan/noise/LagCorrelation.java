package org.mulligan.noise;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.DoubleStream;

/**
 * How alike the noise of neighbouring pixels is: Pearson's correlation at distances of 1, 2 and 3
 * px, along X and along Y. 0 is white noise, which most denoisers are made for; enlarging,
 * smoothing, demosaicing and JPEG leave more.
 *
 * <p>It is measured in the cells of 8 px that are flattest ({@link FlatCells}).
 *
 * <p>Known error at 1 px: within 0.03 from 0 to 0.6 on simulated fields of 512 x 512 px, white or
 * blurred by a Gaussian; up to 0.15 too high where structure finer than the cells covers
 * everything.
 *
 * @param alongX along a row, at 1, 2 and 3 px
 * @param alongY along a column, at 1, 2 and 3 px
 * @param sigma standard deviation of the noise in the flat cells, units of the plane
 * @param cells that were measured
 */
public record LagCorrelation(List<Double> alongX, List<Double> alongY, double sigma, int cells) {
    /** White noise of FMD and W2S has up to 0.1. */
    private static final double CORRELATED = 0.25;

    /** FMD's wide-field images, demosaiced, have about 0.25 once they are binned. */
    private static final double NEARLY_WHITE = 0.3;

    /** At one pixel along a row. */
    public double x() {
        return alongX.get(0);
    }

    /** At one pixel along a column. */
    public double y() {
        return alongY.get(0);
    }

    /** Whether denoisers that are made for white noise take it for noise. */
    public boolean isWhite() {
        return Math.max(x(), y()) < CORRELATED;
    }

    /** Whether it would be nearly white once each 2 x 2 px are made one. */
    public boolean isWhiteBinned() {
        return Math.max(binned(alongX), binned(alongY)) < NEARLY_WHITE;
    }

    /** Whether neighbours share it along both axes, and hardly any more at half the resolution. */
    public boolean isWhiteAtHalf() {
        return Math.min(x(), y()) >= CORRELATED && isWhiteBinned();
    }

    /** Covariance of neighbouring pairs of pixels by the variance of a pair. */
    private static double binned(List<Double> along) {
        return (along.get(0) + 2 * along.get(1) + along.get(2)) / (2 + 2 * along.get(0));
    }

    /**
     * Of several planes of one camera: means, and that of the variances.
     *
     * @param planes one or more
     */
    public static LagCorrelation mean(List<LagCorrelation> planes) {
        double variance = 0;
        int cells = 0;
        for (LagCorrelation each : planes) {
            variance += each.sigma * each.sigma / planes.size();
            cells += each.cells;
        }
        return new LagCorrelation(
                mean(planes, LagCorrelation::alongX),
                mean(planes, LagCorrelation::alongY),
                Math.sqrt(variance),
                cells);
    }

    private static List<Double> mean(
            List<LagCorrelation> planes, Function<LagCorrelation, List<Double>> along) {
        double[] means = new double[along.apply(planes.get(0)).size()];
        for (LagCorrelation each : planes)
            for (int i = 0; i < means.length; i++)
                means[i] += along.apply(each).get(i) / planes.size();
        return DoubleStream.of(means).boxed().toList();
    }

    /** Empty where the plane is too small, or has no noise. */
    public static Optional<LagCorrelation> of(float[] plane, int width, int height) {
        FlatCells flat = FlatCells.of(plane, width, height);
        if (flat.count() == 0) return Optional.empty();
        CellResiduals cell = new CellResiduals();
        double variance = 0;
        for (int i = 0; i < flat.count(); i++) {
            cell.read(plane, width, flat.left(i), flat.top(i));
            cell.add();
            variance += cell.variance();
        }
        double[][] correlations = cell.correlations();
        return Optional.of(
                new LagCorrelation(
                        DoubleStream.of(correlations[0]).boxed().toList(),
                        DoubleStream.of(correlations[1]).boxed().toList(),
                        Math.sqrt(variance / flat.count() * cell.inflation()),
                        flat.count()));
    }

    /**
     * How alike the noise of two planes is at the same pixel, as that of frames that were
     * interpolated, or that share a fixed pattern: Pearson's correlation in the flattest cells of
     * their mean. Structure that is finer than these cells and in both counts as noise.
     *
     * @return empty where the planes are too small, or one has no noise
     */
    public static OptionalDouble between(float[] first, float[] second, int width, int height) {
        float[] mean = new float[first.length];
        for (int i = 0; i < mean.length; i++) mean[i] = (first[i] + second[i]) / 2;
        FlatCells flat = FlatCells.of(mean, width, height);
        CellResiduals a = new CellResiduals();
        CellResiduals b = new CellResiduals();
        double common = 0;
        double ofFirst = 0;
        double ofSecond = 0;
        for (int i = 0; i < flat.count(); i++) {
            a.read(first, width, flat.left(i), flat.top(i));
            b.read(second, width, flat.left(i), flat.top(i));
            // Where there is more light there is more noise, so each cell counts alike.
            double scale = a.variance() + b.variance();
            if (!(scale > 0)) continue;
            common += a.product(b) / scale;
            ofFirst += a.variance() / scale;
            ofSecond += b.variance() / scale;
        }
        double correlation = common / Math.sqrt(ofFirst * ofSecond);
        return Double.isNaN(correlation) ? OptionalDouble.empty() : OptionalDouble.of(correlation);
    }
}

package org.mulligan.noise;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.DoubleStream;

/**
 * How alike the noise of neighbouring pixels is: Pearson's correlation at distances of 1, 2 and 3
 * px, along X and along Y. 0 is white noise, which most denoisers are made for; enlarging,
 * smoothing, demosaicing and JPEG leave more.
 *
 * <p>It is measured in the flattest twentieth of the plane's cells of 8 px ({@link CellResiduals}),
 * and in those that are nearly as flat. Flat is a cell whose smooth surface, and the means of the
 * cells around it, vary little for the noise that is on it. The two are nearly orthogonal, so that
 * the choice of quiet cells does not favour white noise.
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

    private static final double FLATTEST = 0.05;

    /** Cells so many times as uneven as the flattest twentieth are measured with them. */
    private static final double AS_FLAT = 1.5;

    private static final int FEWEST = 32;

    /** Standard deviations that no noise of a cell reaches. */
    private static final double OUTLIER = 4.5;

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
        int across = width / CellResiduals.SIDE;
        int down = height / CellResiduals.SIDE;
        CellResiduals cell = new CellResiduals();
        double[] means = new double[across * down];
        double[] surfaces = new double[means.length];
        double[] variances = new double[means.length];
        for (int i = 0; i < means.length; i++) {
            boolean whole = cell.read(plane, width, left(i, across), top(i, across));
            means[i] = cell.mean();
            surfaces[i] = cell.surface();
            variances[i] = whole ? cell.variance() : 0;
        }
        double[] flatness = new double[means.length];
        int measurable = 0;
        for (int i = 0; i < means.length; i++) {
            flatness[i] = flatness(i, across, down, means, surfaces, variances);
            if (Double.isFinite(flatness[i])) measurable++;
        }
        int count = Math.max(FEWEST, (int) Math.round(FLATTEST * measurable));
        if (measurable < count) return Optional.empty();
        double[] sorted = flatness.clone();
        Arrays.sort(sorted);
        double variance = 0;
        int cells = 0;
        for (int i = 0; i < means.length; i++) {
            if (!(flatness[i] <= AS_FLAT * sorted[count - 1])) continue;
            cell.read(plane, width, left(i, across), top(i, across));
            // A hot pixel bends the surface, too.
            if (cell.largest() > OUTLIER * Math.sqrt(variances[i])) continue;
            cell.add();
            variance += cell.variance();
            cells++;
        }
        if (cells == 0) return Optional.empty();
        double[][] correlations = cell.correlations();
        return Optional.of(
                new LagCorrelation(
                        DoubleStream.of(correlations[0]).boxed().toList(),
                        DoubleStream.of(correlations[1]).boxed().toList(),
                        Math.sqrt(variance / cells * cell.inflation()),
                        cells));
    }

    private static int left(int cell, int across) {
        return cell % across * CellResiduals.SIDE;
    }

    private static int top(int cell, int across) {
        return cell / across * CellResiduals.SIDE;
    }

    /** Infinite where there is no noise, and at the plane's border. */
    private static double flatness(
            int cell, int across, int down, double[] means, double[] surfaces, double[] variances) {
        int x = cell % across;
        int y = cell / across;
        if (x == 0 || y == 0 || x == across - 1 || y == down - 1) return Double.POSITIVE_INFINITY;
        double sum = 0;
        double squares = 0;
        double surface = 0;
        double variance = 0;
        for (int dy = -1; dy <= 1; dy++)
            for (int dx = -1; dx <= 1; dx++) {
                int i = cell + dy * across + dx;
                if (variances[i] == 0) return Double.POSITIVE_INFINITY;
                sum += means[i];
                squares += means[i] * means[i];
                surface += surfaces[i];
                variance += variances[i];
            }
        double spread = CellResiduals.SIDE * CellResiduals.SIDE * (squares - sum * sum / 9);
        return (spread + surface) / variance;
    }
}

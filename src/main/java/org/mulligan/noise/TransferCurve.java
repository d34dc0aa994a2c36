package org.mulligan.noise;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.mulligan.noise.PhotonTransfer.Point;

/**
 * Variance of the noise at each brightness, as it was measured: of the cells of planes, or of
 * frames that show the same, in bins of equally many.
 *
 * @param points by rising mean; without the bins that were cut off at black or white, and without
 *     those whose noise is finer than the steps of the values
 * @param values steps and ends of the values
 * @param lag of the noise
 * @param redundancy pixels that are worth one independent one for a variance
 */
record TransferCurve(
        List<Point> points, Quantisation values, LagCorrelation lag, double redundancy) {
    /**
     * Up to such a correlation at one pixel the noise is measured as if it were white: the pixels
     * of a colour of a chess board are less alike, and fine structure is often taken for
     * correlation.
     */
    static final double WHITE = 0.25;

    /** Share of a bin's cells in which little but noise is left. */
    private static final double FLAT = 0.5;

    private static final int MOST_BINS = 48;
    private static final int CELLS_OF_A_BIN = 32;
    private static final int FEWEST_BINS = 4;

    /** Where structure may be what looks like correlated noise, fewer flat bins tell nothing. */
    private static final int FEWEST_CORRELATED = 20;

    /** Median absolute deviations that no cell's variance lies above the median's. */
    private static final double OUTLIER = 9;

    /** Neighbouring answers of the filter are alike: so many are worth one. */
    private static final double FILTERED = 3.78;

    /** Standard errors at which there is a slope. */
    private static final double CERTAIN = 2;

    /** Share of pixels cut off that makes a variance 2 % too small. */
    private static final double CUT = 0.01;

    /**
     * A bin.
     *
     * @param cut share of its pixels that were cut off
     */
    private record Bin(Point point, double cut) {}

    TransferCurve {
        points = List.copyOf(points);
    }

    /**
     * Of planes of one camera; empty where they are too small, or have no noise.
     *
     * @param planes each {@code width * height}, row by row, not modified; what is not a number is
     *     passed over
     */
    static Optional<TransferCurve> ofPlanes(List<float[]> planes, int width, int height) {
        Quantisation values = Quantisation.of(planes);
        List<LagCorrelation> lags = new ArrayList<>();
        for (float[] plane : planes) LagCorrelation.of(plane, width, height).ifPresent(lags::add);
        if (lags.isEmpty()) return Optional.empty();
        LagCorrelation lag = LagCorrelation.mean(lags);
        boolean white = isWhite(lag);
        List<TransferCell> cells = new ArrayList<>();
        for (float[] plane : planes) {
            BitSet cut = values.cut(plane);
            cells.addAll(
                    white
                            ? TransferCell.white(plane, cut, width, height)
                            : TransferCell.correlated(plane, plane, cut, width, height));
        }
        List<Bin> bins = bins(cells, FLAT);
        if (!white && bins.size() < FEWEST_CORRELATED) bins = List.of();
        return Optional.of(
                new TransferCurve(points(bins, values), values, lag, white ? FILTERED : 1));
    }

    /**
     * Of frames that show the same; each is compared with the next.
     *
     * @param frames two or more, each {@code width * height}, row by row, not modified
     */
    static Optional<TransferCurve> ofRepeats(List<float[]> frames, int width, int height) {
        Quantisation values = Quantisation.of(frames);
        List<LagCorrelation> lags = new ArrayList<>();
        List<TransferCell> cells = new ArrayList<>();
        for (int i = 0; i + 1 < frames.size(); i++) {
            float[] first = frames.get(i);
            float[] second = frames.get(i + 1);
            FramePair pair = FramePair.of(first, second, width, height);
            Optional<LagCorrelation> lag = LagCorrelation.of(pair.noise(), width, height);
            if (lag.isEmpty()) continue;
            lags.add(lag.get());
            BitSet cut = values.cut(first);
            cut.or(values.cut(second));
            cells.addAll(
                    isWhite(lag.get())
                            ? TransferCell.white(pair.mean(), pair.noise(), cut, width, height)
                            : TransferCell.correlated(
                                    pair.mean(), pair.noise(), cut, width, height));
        }
        if (lags.isEmpty()) return Optional.empty();
        return Optional.of(
                new TransferCurve(
                        points(bins(cells, 1), values), values, LagCorrelation.mean(lags), 1));
    }

    private static boolean isWhite(LagCorrelation lag) {
        return Math.abs(lag.x()) <= WHITE && Math.abs(lag.y()) <= WHITE;
    }

    /** How the variance grows with the light; empty where it is not seen to grow. */
    Optional<TransferLine> line() {
        if (points.size() < FEWEST_BINS) return Optional.empty();
        return TransferLine.through(points, redundancy)
                .filter(line -> line.slope() > CERTAIN * line.slopeError());
    }

    private static List<Bin> bins(List<TransferCell> cells, double flat) {
        List<TransferCell> sorted =
                cells.stream().sorted(Comparator.comparingDouble(TransferCell::order)).toList();
        long count = Math.min(MOST_BINS, sorted.size() / CELLS_OF_A_BIN);
        List<Bin> bins = new ArrayList<>();
        for (long b = 0; b < count; b++) {
            int from = (int) (sorted.size() * b / count);
            int to = (int) (sorted.size() * (b + 1) / count);
            bins.add(bin(sorted.subList(from, to), flat));
        }
        return bins;
    }

    private static Bin bin(List<TransferCell> cells, double flat) {
        List<TransferCell> used =
                cells.stream()
                        .sorted(Comparator.comparingDouble(TransferCell::uneven))
                        .limit(Math.round(flat * cells.size()))
                        .toList();
        double most = most(used);
        double mean = 0;
        double variance = 0;
        double cut = 0;
        int count = 0;
        for (TransferCell cell : used) {
            if (cell.variance() > most) continue;
            mean += cell.mean();
            variance += cell.variance();
            cut += cell.cut();
            count++;
        }
        return new Bin(
                new Point(mean / count, variance / count, count * TransferCell.HALF),
                cut / count / (2 * TransferCell.HALF));
    }

    private static double most(List<TransferCell> cells) {
        float[] values = new float[cells.size()];
        for (int i = 0; i < values.length; i++) values[i] = (float) cells.get(i).variance();
        float median = Median.of(values);
        for (int i = 0; i < values.length; i++) values[i] = Math.abs(values[i] - median);
        double spread = Median.of(values);
        return spread > 0 ? median + OUTLIER * spread : Double.POSITIVE_INFINITY;
    }

    private static List<Point> points(List<Bin> all, Quantisation values) {
        double rounding = values.variance();
        return seen(all, values).stream()
                .filter(bin -> bin.cut() <= CUT)
                .map(Bin::point)
                .map(p -> new Point(p.mean(), p.variance() - rounding, p.count()))
                .sorted(Comparator.comparingDouble(Point::mean))
                .toList();
    }

    /**
     * The bins that are brighter than all whose noise the steps of the values hide. To take out
     * those that are hidden only would leave those that have too much noise by chance; none where
     * most are hidden.
     */
    private static List<Bin> seen(List<Bin> all, Quantisation values) {
        double hidden =
                all.stream()
                        .map(Bin::point)
                        .filter(point -> values.hides(Math.sqrt(point.variance())))
                        .mapToDouble(Point::mean)
                        .max()
                        .orElse(Double.NEGATIVE_INFINITY);
        List<Bin> seen = all.stream().filter(bin -> bin.point().mean() > hidden).toList();
        return 2 * seen.size() < all.size() ? List.of() : seen;
    }
}

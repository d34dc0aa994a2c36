package org.mulligan.noise;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.mulligan.noise.PhotonTransfer.Point;

/**
 * Variance against mean: least squares, weighted by how well each point knows its variance, which
 * the curve of the round before tells, and by Tukey's biweight, so that points at which something
 * else counts as noise lose their say. It is a line; where the points bend upwards beyond chance, a
 * parabola, as the variance of structure, and of pixels that are not equally sensitive, grows with
 * the square of the light. The line is then the parabola's tangent at the darkest point.
 *
 * @param dark the lowest mean
 * @param floor variance at the darkest point
 * @param slope variance per mean
 * @param bend variance per squared mean, 0 or more
 * @param floorError standard error
 * @param slopeError standard error
 * @param common covariance of floor and slope
 */
record TransferLine(
        double dark,
        double floor,
        double slope,
        double bend,
        double floorError,
        double slopeError,
        double common) {
    private static final int ROUNDS = 30;

    /** Tukey's constant: 95 % efficient for normal errors. */
    private static final double REACH = 4.685;

    private static final double NORMAL = 1.4826;

    /** Standard errors at which points bend. */
    private static final double CERTAIN = 3;

    /**
     * Empty where the points have no range.
     *
     * @param points by rising mean
     * @param redundancy pixels that are worth one independent one for a variance
     */
    static Optional<TransferLine> through(List<Point> points, double redundancy) {
        Optional<TransferLine> parabola = fit(points, redundancy, 3);
        return parabola.isPresent() ? parabola : fit(points, redundancy, 2);
    }

    /** On the line, which may be asked below the darkest point. */
    double at(double mean) {
        return floor + slope * (mean - dark);
    }

    double errorAt(double mean) {
        double x = mean - dark;
        double variance =
                floorError * floorError + 2 * x * common + x * x * slopeError * slopeError;
        return Math.sqrt(Math.max(0, variance));
    }

    private double curve(double mean) {
        double x = mean - dark;
        return floor + slope * x + bend * x * x;
    }

    private static Optional<TransferLine> fit(List<Point> points, double redundancy, int terms) {
        if (points.size() <= terms) return Optional.empty();
        double[] errors =
                points.stream()
                        .mapToDouble(p -> p.variance() * Math.sqrt(2 * redundancy / p.count()))
                        .toArray();
        double[] weights = new double[errors.length];
        Arrays.fill(weights, 1);
        double least = points.stream().mapToDouble(Point::variance).min().orElse(0) / 2;
        TransferLine line = null;
        for (int round = 0; round < ROUNDS; round++) {
            line = solve(points, errors, weights, terms);
            if (line == null) return Optional.empty();
            for (int i = 0; i < errors.length; i++) {
                Point point = points.get(i);
                // The variance of a variance of n values is 2 variance^2 / n.
                errors[i] =
                        Math.max(least, line.curve(point.mean()))
                                * Math.sqrt(2 * redundancy / point.count());
            }
            weights = biweights(points, errors, line);
        }
        return Optional.of(line);
    }

    /** Null where it cannot be solved, or a parabola is none. */
    private static TransferLine solve(
            List<Point> points, double[] errors, double[] weights, int terms) {
        double dark = points.get(0).mean();
        double range = points.get(points.size() - 1).mean() - dark;
        if (!(range > 0)) return null;
        double[][] normal = new double[terms][2 * terms + 1];
        for (int i = 0; i < errors.length; i++) {
            double x = (points.get(i).mean() - dark) / range;
            double weight = weights[i] / (errors[i] * errors[i]);
            for (int j = 0; j < terms; j++) {
                double left = weight * Math.pow(x, j);
                for (int k = 0; k < terms; k++) normal[j][k] += left * Math.pow(x, k);
                normal[j][2 * terms] += left * points.get(i).variance();
            }
        }
        for (int j = 0; j < terms; j++) normal[j][terms + j] = 1;
        invert(normal);
        double[] c = {normal[0][2 * terms], normal[1][2 * terms], 0};
        if (terms == 3) c[2] = normal[2][2 * terms];
        // What the points scatter beyond their errors is an error of the line as well.
        double squares = 0;
        double degrees = -terms;
        for (int i = 0; i < errors.length; i++) {
            double x = (points.get(i).mean() - dark) / range;
            double off = (points.get(i).variance() - c[0] - c[1] * x - c[2] * x * x) / errors[i];
            squares += weights[i] * off * off;
            degrees += weights[i];
        }
        double excess = degrees > 1 ? Math.max(1, squares / degrees) : 1;
        if (terms == 3 && !(c[2] > CERTAIN * Math.sqrt(excess * normal[2][5]))) return null;
        double slopeError = Math.sqrt(excess * normal[1][terms + 1]) / range;
        if (!Double.isFinite(c[0] + c[1] + slopeError)) return null;
        return new TransferLine(
                dark,
                c[0],
                c[1] / range,
                c[2] / (range * range),
                Math.sqrt(excess * normal[0][terms]),
                slopeError,
                excess * normal[0][terms + 1] / range);
    }

    /** By Gauss and Jordan; the matrix is positive definite. */
    private static void invert(double[][] rows) {
        for (int i = 0; i < rows.length; i++) {
            double pivot = rows[i][i];
            for (int k = 0; k < rows[i].length; k++) rows[i][k] /= pivot;
            for (int j = 0; j < rows.length; j++) {
                if (j == i) continue;
                double factor = rows[j][i];
                for (int k = 0; k < rows[i].length; k++) rows[j][k] -= factor * rows[i][k];
            }
        }
    }

    private static double[] biweights(List<Point> points, double[] errors, TransferLine line) {
        double[] off = new double[errors.length];
        float[] sizes = new float[off.length];
        for (int i = 0; i < off.length; i++) {
            Point point = points.get(i);
            off[i] = (point.variance() - line.curve(point.mean())) / errors[i];
            sizes[i] = (float) Math.abs(off[i]);
        }
        double reach = REACH * Math.max(1, NORMAL * Median.of(sizes));
        double[] weights = new double[off.length];
        for (int i = 0; i < off.length; i++) {
            double share = off[i] / reach;
            weights[i] = Math.abs(share) < 1 ? Math.pow(1 - share * share, 2) : 0;
        }
        return weights;
    }
}

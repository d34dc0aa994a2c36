package org.mulligan.predict;

import java.util.Arrays;
import org.mulligan.image.filter.Thumbnail;
import org.mulligan.image.plane.Pixels;

/**
 * A gain and an offset for each pixel of a plane of any size, both bilinear between knots: what a
 * network that evens the light did to a thumbnail.
 *
 * @param side knots along either axis
 * @param gain {@code side * side} values, row by row
 * @param offset likewise, in the units of the image
 */
record LightFields(int side, double[] gain, double[] offset) {
    /**
     * Pull of each knot towards gain 1 and offset 0, in squares of the image's units and pixels: it
     * decides where the image is flat, and nothing else does.
     */
    private static final double RIDGE = 1e-8;

    /** The same as a share of the largest sum of squares, which keeps rounding errors below it. */
    private static final double LEAST_RIDGE = 1e-12;

    /** Changes nothing. */
    static LightFields none(int side) {
        double[] ones = new double[side * side];
        Arrays.fill(ones, 1);
        return new LightFields(side, ones, new double[side * side]);
    }

    /**
     * Those with which {@code before * gain + offset} is nearest to {@code after} in the sense of
     * least squares.
     *
     * @param before a {@link Thumbnail}
     * @param after what it became
     */
    static LightFields fit(float[] before, float[] after, int side) {
        int count = side * side;
        Knots knots = new Knots(side, Thumbnail.SIDE);
        double[][] normal = new double[2 * count][2 * count];
        double[] right = new double[2 * count];
        int[] at = new int[8];
        double[] weight = new double[8];
        for (int y = 0; y < Thumbnail.SIDE; y++)
            for (int x = 0; x < Thumbnail.SIDE; x++) {
                int pixel = y * Thumbnail.SIDE + x;
                for (int corner = 0; corner < 4; corner++) {
                    boolean east = corner % 2 == 1;
                    boolean south = corner / 2 == 1;
                    int column = east ? knots.after(x) : knots.before[x];
                    int row = south ? knots.after(y) : knots.before[y];
                    double share =
                            (east ? knots.share[x] : 1.0 - knots.share[x])
                                    * (south ? knots.share[y] : 1.0 - knots.share[y]);
                    at[corner] = row * side + column;
                    weight[corner] = share * before[pixel];
                    at[corner + 4] = count + at[corner];
                    weight[corner + 4] = share;
                }
                for (int i = 0; i < 8; i++) {
                    right[at[i]] += weight[i] * after[pixel];
                    for (int j = 0; j < 8; j++) normal[at[i]][at[j]] += weight[i] * weight[j];
                }
            }
        double most = 0;
        for (int k = 0; k < 2 * count; k++) most = Math.max(most, normal[k][k]);
        double ridge = RIDGE + LEAST_RIDGE * most;
        for (int k = 0; k < 2 * count; k++) {
            normal[k][k] += ridge;
            if (k < count) right[k] += ridge;
        }
        double[] found = solve(normal, right);
        return new LightFields(
                side, Arrays.copyOf(found, count), Arrays.copyOfRange(found, count, 2 * count));
    }

    /**
     * Solves a symmetric positive definite system by Cholesky's factors. EJML's solver multiplies
     * by reciprocals where this divides: where the image is flat the last bits of pixels would
     * change.
     *
     * @param matrix overwritten: below and on the diagonal its factor
     * @param right overwritten
     */
    private static double[] solve(double[][] matrix, double[] right) {
        int n = right.length;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = matrix[i][j];
                for (int k = 0; k < j; k++) sum -= matrix[i][k] * matrix[j][k];
                matrix[i][j] = i == j ? Math.sqrt(sum) : sum / matrix[j][j];
            }
            for (int k = 0; k < i; k++) right[i] -= matrix[i][k] * right[k];
            right[i] /= matrix[i][i];
        }
        for (int i = n - 1; i >= 0; i--) {
            for (int k = i + 1; k < n; k++) right[i] -= matrix[k][i] * right[k];
            right[i] /= matrix[i][i];
        }
        return right;
    }

    /** These, and then {@code factor} times the result plus {@code more}. */
    LightFields then(double factor, double more) {
        double[] gains = gain.clone();
        double[] offsets = offset.clone();
        for (int k = 0; k < gains.length; k++) {
            gains[k] *= factor;
            offsets[k] = factor * offsets[k] + more;
        }
        return new LightFields(side, gains, offsets);
    }

    /**
     * These fields of normalised intensities, for the intensities {@code low + span * normalised}.
     */
    LightFields inUnits(double low, double span) {
        double[] offsets = offset.clone();
        for (int k = 0; k < offsets.length; k++)
            offsets[k] = span * offsets[k] + low * (1 - gain[k]);
        return new LightFields(side, gain, offsets);
    }

    boolean isFinite() {
        for (int k = 0; k < gain.length; k++)
            if (!Double.isFinite(gain[k]) || !Double.isFinite(offset[k])) return false;
        return true;
    }

    /**
     * Evens a plane.
     *
     * @return how many values {@code result} clipped
     */
    long apply(Pixels plane, Pixels result) {
        Knots columns = new Knots(side, plane.width());
        Knots rows = new Knots(side, plane.height());
        float[] values = new float[plane.width()];
        double[] gains = new double[side];
        double[] offsets = new double[side];
        long clipped = 0;
        for (int y = 0; y < plane.height(); y++) {
            row(gain, rows, y, gains);
            row(offset, rows, y, offsets);
            plane.get(0, y, values.length, values);
            for (int x = 0; x < values.length; x++) {
                int left = columns.before[x];
                int right = columns.after(x);
                double share = columns.share[x];
                values[x] =
                        (float)
                                (values[x] * (gains[left] + share * (gains[right] - gains[left]))
                                        + offsets[left]
                                        + share * (offsets[right] - offsets[left]));
            }
            clipped += result.set(0, y, values.length, values);
        }
        return clipped;
    }

    private void row(double[] field, Knots rows, int y, double[] into) {
        int above = rows.before[y] * side;
        int below = rows.after(y) * side;
        for (int k = 0; k < side; k++)
            into[k] = field[above + k] + rows.share[y] * (field[below + k] - field[above + k]);
    }
}

package org.mulligan.metric.features;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * What describes each image of a set for the measures of synthesis: n rows of d finite values, one
 * row per image, axes (image, value). Distances between rows stand for how different images look,
 * so two sets are comparable only when one extractor made both, from images scaled alike. Holds n d
 * floats (10,000 rows of 2048 values: 82 MB); sub-samples share the rows.
 */
public final class Features {
    /** Rows whose products are summed before the next are looked at: 4 MB at 2048 values. */
    private static final int BLOCK = 256;

    private final float[][] rows;

    private Features(float[][] rows) {
        this.rows = rows;
    }

    /**
     * @param rows n &gt;= 2 of d &gt;= 1 values; each is kept, not copied, and must not change
     * @throws IllegalArgumentException if there are fewer than two rows, they are of unequal length
     *     or empty, or a value is not finite
     */
    public static Features of(float[]... rows) {
        if (rows.length < 2)
            throw new IllegalArgumentException(
                    "Features need two rows or more, one per image, got " + rows.length);
        int columns = rows[0].length;
        if (columns == 0)
            throw new IllegalArgumentException("Features need a value or more per row, got none");
        for (int i = 0; i < rows.length; i++) {
            if (rows[i].length != columns)
                throw new IllegalArgumentException(
                        "Row %d of the features has %d values where row 0 has %d; describe all images with one extractor"
                                .formatted(i, rows[i].length, columns));
            for (int j = 0; j < columns; j++)
                if (!Float.isFinite(rows[i][j]))
                    throw new IllegalArgumentException(
                            "Value %d of row %d of the features is %s; it must be a finite number, so look whether that image is"
                                    .formatted(j, i, rows[i][j]));
        }
        return new Features(rows.clone());
    }

    /**
     * Rounded to floats, copied.
     *
     * @see #of(float[][])
     */
    public static Features of(double[]... rows) {
        float[][] rounded = new float[rows.length][];
        for (int i = 0; i < rows.length; i++) {
            rounded[i] = new float[rows[i].length];
            for (int j = 0; j < rows[i].length; j++) rounded[i][j] = (float) rows[i][j];
        }
        return of(rounded);
    }

    /** Images: n. */
    public int rows() {
        return rows.length;
    }

    /** Values per image: d. */
    public int columns() {
        return rows[0].length;
    }

    /** One value of one image. */
    public float value(int row, int column) {
        return rows[row][column];
    }

    /** The values of one image: not a copy, for reading. */
    float[] row(int row) {
        return rows[row];
    }

    /** The mean of each of the d values: a new array. */
    public double[] mean() {
        double[] mean = new double[columns()];
        for (float[] row : rows) for (int j = 0; j < mean.length; j++) mean[j] += row[j];
        for (int j = 0; j < mean.length; j++) mean[j] /= rows.length;
        return mean;
    }

    /** The rows less their mean, row by row: a new array of n d doubles. */
    double[] centred() {
        double[] mean = mean();
        double[] centred = new double[Math.multiplyExact(rows.length, mean.length)];
        for (int i = 0; i < rows.length; i++) centre(i, mean, centred, i * mean.length);
        return centred;
    }

    /** With n - 1 in the denominator: d x d, row by row, symmetric, a new array. */
    public double[] covariance() {
        int d = columns();
        double[] mean = mean();
        double[] sums = new double[Math.multiplyExact(d, d)];
        // Rows past the end of the last block are zero, and add nothing.
        double[] block = new double[Math.multiplyExact(BLOCK, d)];
        for (int start = 0; start < rows.length; start += BLOCK) {
            for (int i = 0; i < BLOCK; i++)
                if (start + i < rows.length) centre(start + i, mean, block, i * d);
                else Arrays.fill(block, i * d, (i + 1) * d, 0);
            IntStream.range(0, d).parallel().forEach(j -> addProducts(block, d, j, sums));
        }
        for (int i = 0; i < d; i++)
            for (int j = i; j < d; j++) {
                double covariance = sums[i * d + j] / (rows.length - 1);
                sums[i * d + j] = covariance;
                sums[j * d + i] = covariance;
            }
        return sums;
    }

    private void centre(int row, double[] mean, double[] out, int at) {
        for (int j = 0; j < mean.length; j++) out[at + j] = rows[row][j] - mean[j];
    }

    /** Row {@code i} of the upper triangle; four rows of the block at a time, to load sums less. */
    private static void addProducts(double[] block, int d, int i, double[] sums) {
        for (int row = 0; row < BLOCK * d; row += 4 * d) {
            double a = block[row + i];
            double b = block[row + d + i];
            double c = block[row + 2 * d + i];
            double e = block[row + 3 * d + i];
            for (int j = i; j < d; j++)
                sums[i * d + j] +=
                        a * block[row + j]
                                + b * block[row + d + j]
                                + c * block[row + 2 * d + j]
                                + e * block[row + 3 * d + j];
        }
    }

    /**
     * A random sub-sample without replacement.
     *
     * @param most rows, at least 2
     * @param seed the same one gives the same sample
     * @return itself when it has no more rows
     */
    public Features sample(int most, long seed) {
        if (most < 2)
            throw new IllegalArgumentException(
                    "A sub-sample of features needs two rows or more, got " + most);
        return most >= rows.length ? this : sample(most, new SplittableRandom(seed));
    }

    /** The first {@code count} of a shuffle. */
    Features sample(int count, SplittableRandom random) {
        float[][] shuffled = rows.clone();
        float[][] drawn = new float[count][];
        for (int i = 0; i < count; i++) {
            int other = random.nextInt(i, shuffled.length);
            drawn[i] = shuffled[other];
            shuffled[other] = shuffled[i];
        }
        return new Features(drawn);
    }

    /**
     * @throws IllegalArgumentException unless the rows of both are of one length
     */
    static void checkComparable(Features one, Features other) {
        if (one.columns() != other.columns())
            throw new IllegalArgumentException(
                    "Features of %d and of %d values per image cannot be compared; describe both sets with one extractor"
                            .formatted(one.columns(), other.columns()));
    }
}

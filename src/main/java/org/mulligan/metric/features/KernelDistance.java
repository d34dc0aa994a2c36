package org.mulligan.metric.features;

import java.util.Optional;
import java.util.SplittableRandom;

/**
 * How far apart two sets of images are, without a bias from few images and without taking them for
 * Gaussian clouds: the squared maximum mean discrepancy,
 *
 * <p>mean<sub>i≠j</sub> k(x<sub>i</sub>, x<sub>j</sub>) + mean<sub>i≠j</sub> k(y<sub>i</sub>,
 * y<sub>j</sub>) - 2 mean<sub>i,j</sub> k(x<sub>i</sub>, y<sub>j</sub>), with k(x, y) = (x·y / d +
 * 1)<sup>3</sup>,
 *
 * <p>the "KID" of papers where the features are those of their Inception network. Being unbiased it
 * is as often just below 0 as above for two sets of one kind. There are two figures: {@link #whole}
 * is of all rows, n and m of them, and is the more certain value. {@link #mean} and {@link
 * #deviation} are over random subsets of equal size, as torchmetrics' {@code
 * KernelInceptionDistance} and most papers report them (rows without replacement within a subset,
 * denominator of the deviation the count of subsets).
 *
 * @param whole of all rows at once
 * @param mean over the subsets
 * @param deviation standard deviation over the subsets: of a value from as few rows as a subset
 *     has, not of the mean; see {@link #warning()}
 * @param subsets how many
 * @param subsetSize rows of either kind in one
 * @param reals rows of the real images
 * @param fakes rows of the synthetic images
 * @see <a href="https://arxiv.org/abs/1801.01401">Bińkowski et al. 2018</a>
 */
public record KernelDistance(
        double whole,
        double mean,
        double deviation,
        int subsets,
        int subsetSize,
        int reals,
        int fakes) {
    private static final int SUBSETS = 100;
    private static final int SUBSET_SIZE = 1000;

    public KernelDistance {
        check(subsets, subsetSize, reals, fakes);
    }

    private static void check(int subsets, int subsetSize, int reals, int fakes) {
        if (subsets < 1)
            throw new IllegalArgumentException(
                    "A kernel distance needs one subset or more, got " + subsets);
        int rows = Math.min(reals, fakes);
        if (subsetSize < 2 || subsetSize > rows)
            throw new IllegalArgumentException(
                    "A subset of a kernel distance has 2 to %d rows, as many as the smaller of the two sets; got %d"
                            .formatted(rows, subsetSize));
    }

    /** With 100 subsets of 1000 rows, or of as many as the smaller set has. */
    public static KernelDistance of(Features reals, Features fakes, long seed) {
        int size = Math.min(SUBSET_SIZE, Math.min(reals.rows(), fakes.rows()));
        return of(reals, fakes, SUBSETS, size, seed);
    }

    /**
     * Computes both figures. Takes d steps for each pair of rows: 10,000 rows of 64 values on
     * either side are a matter of ten seconds.
     *
     * @param seed the same one gives the same subsets
     * @throws IllegalArgumentException if the rows of the two are not of one length, or the subsets
     *     have fewer than 2 rows or more than there are
     */
    public static KernelDistance of(
            Features reals, Features fakes, int subsets, int subsetSize, long seed) {
        Features.checkComparable(reals, fakes);
        check(subsets, subsetSize, reals.rows(), fakes.rows());
        SplittableRandom random = new SplittableRandom(seed);
        double[] values = new double[subsets];
        double mean = 0;
        for (int i = 0; i < subsets; i++) {
            values[i] =
                    unbiased(reals.sample(subsetSize, random), fakes.sample(subsetSize, random));
            mean += values[i] / subsets;
        }
        double squares = 0;
        for (double value : values) squares += (value - mean) * (value - mean);
        return new KernelDistance(
                unbiased(reals, fakes),
                mean,
                Math.sqrt(squares / subsets),
                subsets,
                subsetSize,
                reals.rows(),
                fakes.rows());
    }

    private static double unbiased(Features x, Features y) {
        double n = x.rows();
        double m = y.rows();
        return sum(x, x, true) / (n * (n - 1))
                + sum(y, y, true) / (m * (m - 1))
                - 2 * sum(x, y, false) / (n * m);
    }

    private static double sum(Features x, Features y, boolean withoutDiagonal) {
        double[] sums = new double[x.rows()];
        double scale = 1.0 / x.columns();
        RowPairs.PRODUCT.visit(
                x,
                y,
                (row, products) -> {
                    double sum = 0;
                    for (int j = 0; j < products.length; j++) {
                        double base = products[j] * scale + 1;
                        if (!withoutDiagonal || j != row) sum += base * base * base;
                    }
                    sums[row] = sum;
                });
        // By rows and one after the other, so that the cores do not change the last digits.
        double sum = 0;
        for (double ofRow : sums) sum += ofRow;
        return sum;
    }

    /** What to say beside the deviation when the subsets overlap too much for it to mean much. */
    public Optional<String> warning() {
        int rows = Math.min(reals, fakes);
        if (2 * (long) subsetSize <= rows) return Optional.empty();
        return Optional.of(
                "Subsets of %d of %d images are much alike, so the deviation of the kernel distance says too little; give more images or smaller subsets"
                        .formatted(subsetSize, rows));
    }
}

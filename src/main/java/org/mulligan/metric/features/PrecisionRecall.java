package org.mulligan.metric.features;

import java.util.Arrays;
import java.util.Optional;

/**
 * Are the fakes good, and are they all kinds? Each set is taken for the union of balls about its
 * rows, each of which reaches to the row's k-th nearest neighbour in the same set. Precision is the
 * share of fakes within the reals' balls: how many look real. Recall is the share of reals within
 * the fakes' balls: how much of what is real can be synthesised at all; near 0 when a generator has
 * collapsed. Real images against other real ones do not reach 1, and both figures depend on the
 * counts and on k: compare only with equal ones, best with the figures of held-out real images.
 *
 * @param precision 0 to 1
 * @param recall 0 to 1
 * @param k the neighbour that a ball reaches to, not counting the row itself
 * @param reals rows of real images that were looked at
 * @param fakes rows of synthetic images that were looked at
 * @param realsGiven rows of which {@code reals} are a random sub-sample
 * @param fakesGiven rows of which {@code fakes} are a random sub-sample
 * @see <a href="https://arxiv.org/abs/1904.06991">Kynkäänniemi et al. 2019</a>
 */
public record PrecisionRecall(
        double precision,
        double recall,
        int k,
        int reals,
        int fakes,
        int realsGiven,
        int fakesGiven) {
    private static final int K = 3;
    private static final int MOST = 10_000;

    public PrecisionRecall {
        if (!(precision >= 0 && precision <= 1) || !(recall >= 0 && recall <= 1))
            throw new IllegalArgumentException(
                    "Precision and recall are 0 to 1, got %s and %s".formatted(precision, recall));
        check(k, Math.min(reals, fakes));
    }

    private static void check(int k, int rows) {
        if (k < 1 || k >= rows)
            throw new IllegalArgumentException(
                    "The neighbour that a ball reaches to must be 1 to %d with %d images in the smaller set, got %d; give more images or a smaller k"
                            .formatted(rows - 1, rows, k));
    }

    /** With k = 3, as published, and at most 10,000 rows of either set: a few seconds' work. */
    public static PrecisionRecall of(Features reals, Features fakes, long seed) {
        return of(reals, fakes, K, MOST, seed);
    }

    /**
     * Computes both. Takes d steps for each pair of rows, within and between the sets.
     *
     * @param most rows of either set to look at; of a larger one a random sub-sample
     * @param seed the same one gives the same sub-samples
     * @throws IllegalArgumentException if the rows of the two are not of one length, or there are
     *     not more than k on either side
     */
    public static PrecisionRecall of(Features reals, Features fakes, int k, int most, long seed) {
        Features.checkComparable(reals, fakes);
        Features real = reals.sample(most, seed);
        Features fake = fakes.sample(most, seed + 1);
        check(k, Math.min(real.rows(), fake.rows()));
        double[] realReach = squaredReaches(real, k);
        double[] fakeReach = squaredReaches(fake, k);
        boolean[] looksReal = new boolean[fake.rows()];
        boolean[] canBeMade = new boolean[real.rows()];
        RowPairs.SQUARED_DISTANCE.visit(
                fake,
                real,
                (row, distances) -> {
                    for (int j = 0; j < distances.length; j++) {
                        if (distances[j] <= realReach[j]) looksReal[row] = true;
                        // Threads may meet here, but all write the same.
                        if (distances[j] <= fakeReach[row]) canBeMade[j] = true;
                    }
                });
        return new PrecisionRecall(
                share(looksReal),
                share(canBeMade),
                k,
                real.rows(),
                fake.rows(),
                reals.rows(),
                fakes.rows());
    }

    /** The squared distance of each row to its k-th nearest other row. */
    private static double[] squaredReaches(Features set, int k) {
        double[] reaches = new double[set.rows()];
        RowPairs.SQUARED_DISTANCE.visit(
                set,
                set,
                (row, distances) -> {
                    double[] nearest = new double[k];
                    Arrays.fill(nearest, Double.POSITIVE_INFINITY);
                    for (int j = 0; j < distances.length; j++)
                        if (j != row && distances[j] < nearest[k - 1])
                            insert(distances[j], nearest);
                    reaches[row] = nearest[k - 1];
                });
        return reaches;
    }

    /** In place of the largest, keeping the order. */
    private static void insert(double value, double[] sorted) {
        int at = sorted.length - 1;
        while (at > 0 && sorted[at - 1] > value) {
            sorted[at] = sorted[at - 1];
            at--;
        }
        sorted[at] = value;
    }

    private static double share(boolean[] flags) {
        int count = 0;
        for (boolean flag : flags) if (flag) count++;
        return count / (double) flags.length;
    }

    /** What to say beside the figures when they are of a sub-sample. */
    public Optional<String> warning() {
        if (reals == realsGiven && fakes == fakesGiven) return Optional.empty();
        return Optional.of(
                "Precision and recall are of a random sub-sample: %d of %d real and %d of %d synthetic images"
                        .formatted(reals, realsGiven, fakes, fakesGiven));
    }
}

package org.mulligan.metric;

/**
 * Standard deviation, pixel by pixel, of several results for one plane, which come one at a time.
 *
 * @see <a href="https://doi.org/10.1080/00401706.1962.10490022">Welford 1962</a>
 */
public final class Spread {
    private final float[] means;
    private final float[] squares;
    private int count;

    /** No results yet. */
    public Spread(int pixels) {
        means = new float[pixels];
        squares = new float[pixels];
    }

    /** One more result, row by row, not modified. */
    public void add(float[] result) {
        Sizes.check(means.length, result.length, means.length, 1);
        count++;
        for (int i = 0; i < result.length; i++) {
            float before = result[i] - means[i];
            means[i] += before / count;
            squares[i] += before * (result[i] - means[i]);
        }
    }

    /** Results so far. */
    public int count() {
        return count;
    }

    /**
     * Of each pixel, in the units of the results, with n - 1 in the denominator: a new array.
     *
     * @throws IllegalStateException when there are fewer than two
     */
    public float[] deviations() {
        if (count < 2)
            throw new IllegalStateException("A spread needs two results or more, got " + count);
        float[] deviations = new float[squares.length];
        for (int i = 0; i < deviations.length; i++)
            deviations[i] = (float) Math.sqrt(squares[i] / (count - 1));
        return deviations;
    }
}

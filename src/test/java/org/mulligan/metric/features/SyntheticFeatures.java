package org.mulligan.metric.features;

/** Tables that {@code src/test/python/synthesis_reference.py} makes too. */
final class SyntheticFeatures {
    private SyntheticFeatures() {}

    /** Each value the sum of four numbers of the generator MINSTD, less its mean. */
    static float[][] table(int n, int d, long seed, double shift) {
        long state = seed;
        float[][] rows = new float[n][d];
        for (float[] row : rows)
            for (int j = 0; j < d; j++) {
                double total = 0;
                for (int k = 0; k < 4; k++) {
                    state = state * 48271 % 2147483647;
                    total += state / 2147483647.0;
                }
                row[j] = (float) (total - 2 + shift);
            }
        return rows;
    }

    static Features features(int n, int d, long seed, double shift) {
        return Features.of(table(n, d, seed, shift));
    }

    static Features reals() {
        return features(150, 10, 1, 0);
    }

    static Features fakes() {
        return features(120, 10, 2, 0.2);
    }

    /** One row per number. */
    static Features column(double... values) {
        double[][] rows = new double[values.length][];
        for (int i = 0; i < rows.length; i++) rows[i] = new double[] {values[i]};
        return Features.of(rows);
    }
}

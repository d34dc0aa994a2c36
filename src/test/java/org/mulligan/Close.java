package org.mulligan;

import static org.assertj.core.api.Assertions.assertThat;

/** Compares long arrays; AssertJ's own way with a precision takes the square of their length. */
public final class Close {
    private Close() {}

    /**
     * @param precision largest difference that is allowed
     */
    public static void assertClose(float[] made, float[] expected, double precision) {
        assertThat(made).hasSameSizeAs(expected);
        int worst = 0;
        double most = 0;
        for (int i = 0; i < made.length; i++) {
            double difference = Math.abs((double) made[i] - expected[i]);
            if (difference <= most) continue;
            most = difference;
            worst = i;
        }
        assertThat(most)
                .as(
                        "largest difference, of value %d: %s and %s",
                        worst, made[worst], expected[worst])
                .isLessThanOrEqualTo(precision);
    }
}

package org.mulligan.image.intensity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PercentilesTest {
    @ParameterizedTest(name = "percentile {0} of 5, 1, 2, 9 is {1}")
    @CsvSource({"0, 1", "100, 9", "50, 3.5", "25, 1.75", "99, 8.88"})
    void interpolatesAsNumpyDoes(double percent, double expected) {
        assertThat(new Percentiles(new float[] {5, 1, 2, 9}).at(percent))
                .isCloseTo(expected, within(1e-6));
    }

    @Test
    void agreesWithSorting() {
        Random random = new Random(1);
        float[] values = new float[10001];
        for (int i = 0; i < values.length; i++) values[i] = (float) Math.exp(random.nextGaussian());
        float[] sorted = values.clone();
        Arrays.sort(sorted);
        for (int percent = 0; percent <= 100; percent++)
            assertThat(new Percentiles(values).at(percent))
                    .isCloseTo(sorted[percent * 100], within(1e-9));
    }
}

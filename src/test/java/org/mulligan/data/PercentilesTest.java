package org.mulligan.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
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
        RandomGenerator random = Seeds.MEMBER.stream(1, 1);
        float[] values = new float[10001];
        for (int i = 0; i < values.length; i++) values[i] = (float) Math.exp(random.nextGaussian());
        float[] sorted = values.clone();
        Arrays.sort(sorted);
        for (int percent = 0; percent <= 100; percent++)
            assertThat(new Percentiles(values).at(percent))
                    .isCloseTo(sorted[percent * 100], within(1e-9));
    }

    @Test
    void fitsGainAndOffset() {
        float[] clean = Folders.bumps(2);
        AffineFit fit = AffineFit.of(List.of(clean), List.of(Folders.noisy(clean, 3, 50, 20, 1)));
        assertThat(fit.gain()).isCloseTo(3.0, within(0.03d));
        assertThat(fit.offset()).isCloseTo(50.0, within(3.0));
        assertThat(fit.correlation()).isBetween(0.95, 1.0);
    }
}

package org.mulligan.metric.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeaturesTest {
    @Test
    void computesMeanAndCovarianceOfThreeRowsByHand() {
        // Less the mean (2, 4): (-1, -3), (0, 1), (1, 2). Sums of products 2, 5, 14, divided by 2.
        Features features = Features.of(new double[][] {{1, 1}, {2, 5}, {3, 6}});
        assertThat(features.mean()).containsExactly(2, 4);
        assertThat(features.covariance()).containsExactly(1, 2.5, 2.5, 7);
    }

    @ParameterizedTest(name = "{0} rows of {1}")
    @CsvSource({"2, 1", "255, 3", "256, 5", "257, 7", "600, 2"})
    void aCovarianceIsTheSameHoweverTheRowsFallIntoBlocks(int n, int d) {
        Features features = SyntheticFeatures.features(n, d, 9, 1);
        double[] mean = features.mean();
        double[] covariance = features.covariance();
        for (int i = 0; i < d; i++)
            for (int j = 0; j < d; j++) {
                double sum = 0;
                for (int row = 0; row < n; row++)
                    sum += (features.value(row, i) - mean[i]) * (features.value(row, j) - mean[j]);
                assertThat(covariance[i * d + j]).isCloseTo(sum / (n - 1), within(1e-12));
            }
    }

    @Test
    void aSubSampleHasEachRowAtMostOnceAndTheSameForOneSeed() {
        double[] numbers = new double[50];
        for (int i = 0; i < numbers.length; i++) numbers[i] = i;
        Features features = SyntheticFeatures.column(numbers);
        Features sample = features.sample(20, 7);
        Set<Float> seen = new HashSet<>();
        for (int i = 0; i < sample.rows(); i++) seen.add(sample.value(i, 0));
        assertThat(seen).hasSize(20);
        assertThat(features.sample(20, 7).mean()).isEqualTo(sample.mean());
        assertThat(features.sample(20, 8).mean()).isNotEqualTo(sample.mean());
        assertThat(features.sample(50, 7)).isSameAs(features);
        assertThat(features.value(49, 0)).isEqualTo(49);
    }

    @Test
    void saysWhatIsWrongWithATable() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Features.of(new float[][] {{1}}))
                .withMessageContaining("two rows or more");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Features.of(new float[][] {{}, {}}))
                .withMessageContaining("a value or more");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Features.of(new float[][] {{1, 2}, {1}}))
                .withMessageContaining("Row 1")
                .withMessageContaining("one extractor");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Features.of(new float[][] {{1, 2}, {1, Float.NaN}}))
                .withMessageContaining("Value 1 of row 1")
                .withMessageContaining("NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Features.of(new double[][] {{1}, {1e300}}))
                .withMessageContaining("Infinity");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SyntheticFeatures.reals().sample(1, 1))
                .withMessageContaining("two rows or more");
    }
}

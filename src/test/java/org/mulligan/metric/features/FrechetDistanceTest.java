package org.mulligan.metric.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrechetDistanceTest {
    @Test
    void computesOneOfSingleNumbersByHand() {
        // Means 1 and 3, variances 2 and 8: 2^2 + 2 + 8 - 2 sqrt(16)
        FrechetDistance distance =
                FrechetDistance.of(SyntheticFeatures.column(0, 2), SyntheticFeatures.column(1, 5));
        assertThat(distance.means()).isEqualTo(4);
        assertThat(distance.covariances()).isCloseTo(2, within(1e-12));
        assertThat(distance.value()).isCloseTo(6, within(1e-12));
    }

    @Test
    void computesOneOfACircleAndALineByHand() {
        // Covariances 4/3 (1 0; 0 1) and 2/3 (1 1; 1 1), whose roots of eigenvalues sum to
        // sqrt(4/3 4/3): 8/3 + 4/3 - 2 4/3
        Features circle = Features.of(new double[][] {{1, 1}, {1, -1}, {-1, 1}, {-1, -1}});
        Features line = Features.of(new double[][] {{1, 1}, {-1, -1}, {0, 0}, {0, 0}});
        assertThat(FrechetDistance.of(circle, line).value()).isCloseTo(4 / 3.0, within(1e-12));
    }

    /** Expected numbers: src/test/python/synthesis_reference.py */
    @ParameterizedTest(name = "{0} and {1} rows of {2} values")
    @CsvSource({
        "150, 120, 10, 1, 2, 0.2, 0.4491565999066447",
        "20, 30, 50, 3, 4, 0.1, 17.480575537577543",
        "20, 120, 50, 3, 5, 0, 15.770180893178779"
    })
    void agreesWithScipyWhetherTheCovariancesAreOfFullRankOrNot(
            int n, int m, int d, long seed, long other, double shift, double expected) {
        Features reals = SyntheticFeatures.features(n, d, seed, 0);
        Features fakes = SyntheticFeatures.features(m, d, other, shift);
        assertThat(FrechetDistance.of(reals, fakes).value())
                .isCloseTo(expected, within(1e-9 * expected));
        assertThat(FrechetDistance.of(fakes, reals).value())
                .isCloseTo(expected, within(1e-9 * expected));
    }

    @ParameterizedTest(name = "{0} rows of {1} values")
    @CsvSource({"400, 10", "40, 60", "61, 60", "60, 60"})
    void aSetIsAtNoDistanceFromItselfAndAShiftIsItsSquare(int n, int d) {
        float[][] rows = SyntheticFeatures.table(n, d, 5, 0);
        float[][] shifted = new float[n][d];
        // To multiples of 1/1024, so that floats hold the shifted values too.
        for (int i = 0; i < n; i++)
            for (int j = 0; j < d; j++) {
                rows[i][j] = Math.round(rows[i][j] * 1024) / 1024f;
                shifted[i][j] = rows[i][j] + (j == 0 ? 3 : j == 1 ? -4 : 0);
            }
        Features features = Features.of(rows);
        assertThat(FrechetDistance.of(features, features).value()).isCloseTo(0, within(1e-6));
        assertThat(FrechetDistance.of(features, Features.of(shifted)).value())
                .isCloseTo(25, within(1e-6));
    }

    @Test
    void valuesThatAreTheSameInAllImagesDoNoHarm() {
        float[][] dead = SyntheticFeatures.table(300, 6, 5, 0);
        for (float[] row : dead) {
            row[2] = 0;
            row[4] = row[5];
        }
        Features features = Features.of(dead);
        assertThat(FrechetDistance.of(features, features).value()).isCloseTo(0, within(1e-6));
        Features flat = SyntheticFeatures.column(1, 1, 1);
        assertThat(FrechetDistance.of(flat, flat).value()).isZero();
    }

    @Test
    void warnsOfFewerThanTenRowsPerValue() {
        Features enough = SyntheticFeatures.features(100, 10, 1, 0);
        Features few = SyntheticFeatures.features(99, 10, 2, 0);
        assertThat(FrechetDistance.of(enough, enough).warning()).isEmpty();
        assertThat(FrechetDistance.of(enough, few).warning().orElseThrow())
                .contains("From 99 images")
                .contains("give 100 or more");
    }

    @Test
    void refusesFeaturesOfTwoExtractors() {
        Features other = SyntheticFeatures.features(20, 9, 1, 0);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FrechetDistance.of(SyntheticFeatures.reals(), other))
                .withMessageContaining("10 and of 9")
                .withMessageContaining("one extractor");
    }
}

package org.mulligan.metric.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrecisionRecallTest {
    @Test
    void computesBothOfSingleNumbersByHand() {
        // To their nearest other, the reals reach 1, 1, 3 and the fakes 0.5, 0.5, 15.5. Of the
        // fakes 1.5 and 2 are within a real's ball; of the reals only 1 and 4 within a fake's, 4 in
        // that of 17.5.
        Features reals = SyntheticFeatures.column(0, 1, 4);
        Features fakes = SyntheticFeatures.column(1.5, 2, 17.5);
        PrecisionRecall figures = PrecisionRecall.of(reals, fakes, 1, 100, 1);
        assertThat(figures.precision()).isEqualTo(2 / 3.0);
        assertThat(figures.recall()).isEqualTo(2 / 3.0);
        assertThat(figures.warning()).isEmpty();
    }

    /** Expected numbers: src/test/python/synthesis_reference.py */
    @ParameterizedTest(name = "k = {0}: precision {1}, recall {2}")
    @CsvSource({"3, 0.85, 0.88", "1, 0.5583333333333333, 0.64"})
    void agreesWithScipy(int k, double precision, double recall) {
        PrecisionRecall figures =
                PrecisionRecall.of(
                        SyntheticFeatures.reals(), SyntheticFeatures.fakes(), k, 1000, 1);
        assertThat(figures.precision()).isCloseTo(precision, within(1e-12));
        assertThat(figures.recall()).isCloseTo(recall, within(1e-12));
        PrecisionRecall swapped =
                PrecisionRecall.of(
                        SyntheticFeatures.fakes(), SyntheticFeatures.reals(), k, 1000, 1);
        assertThat(swapped.precision()).isEqualTo(figures.recall());
        assertThat(swapped.recall()).isEqualTo(figures.precision());
    }

    @Test
    void aCopyIsPerfectAndSomethingElseIsNothing() {
        Features reals = SyntheticFeatures.reals();
        PrecisionRecall copy = PrecisionRecall.of(reals, reals, 1);
        assertThat(copy.precision()).isEqualTo(1);
        assertThat(copy.recall()).isEqualTo(1);
        PrecisionRecall other =
                PrecisionRecall.of(reals, SyntheticFeatures.features(150, 10, 3, 30), 1);
        assertThat(other.precision()).isZero();
        assertThat(other.recall()).isZero();
    }

    @Test
    void aCollapsedGeneratorIsPreciseWithoutRecall() {
        Features reals = SyntheticFeatures.reals();
        float[][] collapsed = SyntheticFeatures.table(150, 10, 3, 0);
        for (float[] row : collapsed)
            for (int j = 0; j < row.length; j++) row[j] = reals.value(7, j) + row[j] / 1000;
        PrecisionRecall figures = PrecisionRecall.of(reals, Features.of(collapsed), 1);
        assertThat(figures.precision()).isEqualTo(1);
        assertThat(figures.recall()).isLessThanOrEqualTo(1 / 150.0);
    }

    @Test
    void looksAtNoMoreRowsThanAskedAndSaysSo() {
        PrecisionRecall figures =
                PrecisionRecall.of(SyntheticFeatures.reals(), SyntheticFeatures.fakes(), 3, 130, 1);
        assertThat(figures.reals()).isEqualTo(130);
        assertThat(figures.fakes()).isEqualTo(120);
        assertThat(figures.warning().orElseThrow())
                .contains("130 of 150 real")
                .contains("120 of 120 synthetic");
    }

    @Test
    void refusesFewerRowsThanNeighbours() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                PrecisionRecall.of(
                                        SyntheticFeatures.column(1, 2, 3),
                                        SyntheticFeatures.column(1, 2, 3, 4),
                                        1))
                .withMessageContaining("1 to 2")
                .withMessageContaining("got 3");
    }
}

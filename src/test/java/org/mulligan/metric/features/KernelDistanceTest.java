package org.mulligan.metric.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KernelDistanceTest {
    @Test
    void computesOneOfSingleNumbersByHand() {
        // k(x, y) = (x y + 1)^3. Within 0, 1: 1. Within 1, 2: 27. Between: 1, 1, 8, 27, mean 37/4.
        KernelDistance distance =
                KernelDistance.of(
                        SyntheticFeatures.column(0, 1), SyntheticFeatures.column(1, 2), 3, 2, 1);
        assertThat(distance.whole()).isCloseTo(1 + 27 - 37 / 2.0, within(1e-12));
        assertThat(distance.mean()).isCloseTo(distance.whole(), within(1e-12));
        assertThat(distance.deviation()).isCloseTo(0, within(1e-12));
    }

    @Test
    void aSubsetIsOfRowsWithoutReplacement() {
        // Of 0, 1, 2 a pair has k = 1, 1 or 27 within; against 0, 0 all others are 1.
        KernelDistance distance =
                KernelDistance.of(
                        SyntheticFeatures.column(0, 1, 2),
                        SyntheticFeatures.column(0, 0, 0),
                        4000,
                        2,
                        1);
        assertThat(distance.whole()).isCloseTo(29 / 3.0 + 1 - 2, within(1e-12));
        assertThat(distance.mean()).isCloseTo(distance.whole(), within(0.6));
        assertThat(distance.deviation()).isCloseTo(26 * Math.sqrt(2) / 3, within(0.4));
    }

    /** Expected numbers: src/test/python/synthesis_reference.py */
    @ParameterizedTest(name = "{0} and {1} rows of {2} values")
    @CsvSource({
        "150, 120, 10, 1, 2, 0.2, 0.10370725085887411",
        "20, 30, 50, 3, 4, 0.1, 0.028191358036434355"
    })
    void agreesWithNumpy(
            int n, int m, int d, long seed, long other, double shift, double expected) {
        Features reals = SyntheticFeatures.features(n, d, seed, 0);
        Features fakes = SyntheticFeatures.features(m, d, other, shift);
        assertThat(KernelDistance.of(reals, fakes, 1, 2, 1).whole())
                .isCloseTo(expected, within(1e-12));
        assertThat(KernelDistance.of(fakes, reals, 1, 2, 1).whole())
                .isCloseTo(expected, within(1e-12));
    }

    @Test
    void twoSetsOfOneKindAreAboutZeroApartAndSubsetsSayTheSameOnAverage() {
        Features one = SyntheticFeatures.features(400, 8, 1, 0);
        Features other = SyntheticFeatures.features(500, 8, 2, 0);
        KernelDistance alike = KernelDistance.of(one, other, 200, 100, 1);
        assertThat(alike.whole()).isCloseTo(0, within(2e-3));
        assertThat(alike.mean()).isCloseTo(alike.whole(), within(3e-3));
        assertThat(alike.deviation()).isBetween(1e-4, 2e-2);
        assertThat(alike.warning()).isEmpty();
        assertThat(alike).isEqualTo(KernelDistance.of(one, other, 200, 100, 1));
        assertThat(alike.mean()).isNotEqualTo(KernelDistance.of(one, other, 200, 100, 2).mean());
    }

    @Test
    void takesAHundredSubsetsOfAsManyRowsAsThereAreAndSaysThatTheyOverlap() {
        KernelDistance distance =
                KernelDistance.of(SyntheticFeatures.reals(), SyntheticFeatures.fakes(), 1);
        assertThat(distance.subsets()).isEqualTo(100);
        assertThat(distance.subsetSize()).isEqualTo(120);
        assertThat(distance.warning().orElseThrow()).contains("120 of 120");
    }

    @Test
    void refusesSubsetsThatThereAreNotEnoughRowsFor() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                KernelDistance.of(
                                        SyntheticFeatures.reals(),
                                        SyntheticFeatures.fakes(),
                                        10,
                                        121,
                                        1))
                .withMessageContaining("2 to 120")
                .withMessageContaining("got 121");
    }
}

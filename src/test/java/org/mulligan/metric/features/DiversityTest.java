package org.mulligan.metric.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class DiversityTest {
    @Test
    void computesOneOfThreeNumbersByHand() {
        // Pairs of fakes 1, 2, 3 are 4/3 apart, of reals 0, 3, 6 they are 4
        Diversity diversity =
                Diversity.of(
                        SyntheticFeatures.column(0, 3, 6), SyntheticFeatures.column(1, 2, 3), 1);
        assertThat(diversity.fakes()).isEqualTo(4 / 3.0);
        assertThat(diversity.reals()).isEqualTo(4);
        assertThat(diversity.ratio()).isCloseTo(1 / 3.0, within(1e-12));
    }

    /** Expected number: src/test/python/synthesis_reference.py */
    @Test
    void agreesWithScipyOnAllPairsAndNearlyOnSome() {
        Features reals = SyntheticFeatures.reals();
        Features fakes = SyntheticFeatures.fakes();
        assertThat(Diversity.of(reals, fakes, 20_000, 1).ratio())
                .isCloseTo(1.0165723166905354, within(1e-12));
        Diversity some = Diversity.of(reals, fakes, 4000, 1);
        assertThat(some.ratio()).isCloseTo(1.0166, within(0.02));
        assertThat(some).isEqualTo(Diversity.of(reals, fakes, 4000, 1));
        assertThat(some).isNotEqualTo(Diversity.of(reals, fakes, 4000, 2));
    }

    @Test
    void oneImageOverAndOverHasNoDiversityAndNothingCanBeAsDiverseAsOne() {
        Features same = SyntheticFeatures.column(3, 3, 3);
        Features different = SyntheticFeatures.column(3, 4, 5);
        assertThat(Diversity.of(different, same, 1).ratio()).isZero();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Diversity.of(same, different, 1))
                .withMessageContaining("all the same");
    }
}

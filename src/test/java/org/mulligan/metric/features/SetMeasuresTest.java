package org.mulligan.metric.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Measures of sets by numbers that one can do in one's head, where others only agree nearly. */
class SetMeasuresTest {
    /** Each row a 1 at a place of its own: any two different ones are the root of 2 apart. */
    private static Features corners(int count) {
        float[][] rows = new float[count][count];
        for (int i = 0; i < count; i++) rows[i][i] = 1;
        return Features.of(rows);
    }

    /** 45 pairs are more than 20, so they are drawn; a row with itself would count as 0. */
    @Test
    void diversityDrawsPairsOfDifferentRows() {
        for (int seed = 0; seed < 20; seed++) {
            Diversity drawn = Diversity.of(corners(10), corners(10), 20, seed);
            assertThat(drawn.fakes()).isCloseTo(Math.sqrt(2), within(1e-6));
            assertThat(drawn.reals()).isCloseTo(Math.sqrt(2), within(1e-6));
        }
    }

    /** Among three rows, two near and one far, two of the three pairs are far. */
    @Test
    void diversityDrawsAllRowsAlike() {
        Features rows = SyntheticFeatures.column(0, 0, 3);
        Features more = SyntheticFeatures.column(0, 0, 0, 0, 3);
        // Of ten pairs four have the 3: 1.2 on average; and 2 of 3 have it: 2.
        double sum = 0;
        for (int seed = 0; seed < 2000; seed++) sum += Diversity.of(rows, more, 9, seed).fakes();
        assertThat(sum / 2000).isCloseTo(1.2, within(0.05));
    }

    @Test
    void diversityTakesEachPairOnceWhereAsManyAreAskedFor() {
        Features rows = SyntheticFeatures.column(0, 1, 3);
        assertThat(Diversity.of(rows, rows, 3, 1).fakes()).isEqualTo(2);
        assertThat(Diversity.of(rows, rows, 1, 1).fakes()).isBetween(1.0, 3.0);
        assertThatIllegalArgumentException().isThrownBy(() -> Diversity.of(rows, rows, 0, 1));
    }

    /** Of two values a and b the mean is (a + b) / 2 and the deviation |a - b| / 2. */
    @Test
    void theDeviationOfTheKernelDistanceIsThatOfItsSubsets() {
        Features reals = SyntheticFeatures.reals();
        Features fakes = SyntheticFeatures.fakes();
        double first = KernelDistance.of(reals, fakes, 1, 20, 5).mean();
        KernelDistance both = KernelDistance.of(reals, fakes, 2, 20, 5);
        double second = 2 * both.mean() - first;
        assertThat(KernelDistance.of(reals, fakes, 1, 20, 5).deviation()).isZero();
        assertThat(first).isNotCloseTo(second, within(1e-6));
        assertThat(both.deviation()).isCloseTo(Math.abs(first - second) / 2, within(1e-12));
    }

    @Test
    void theKernelDistanceWarnsFromMoreThanHalfOfTheRowsOn() {
        Features rows = SyntheticFeatures.column(1, 2, 3, 4, 5, 6);
        assertThat(KernelDistance.of(rows, rows, 2, 3, 1).warning()).isEmpty();
        assertThat(KernelDistance.of(rows, rows, 2, 4, 1).warning()).isPresent();
    }

    /** With k = 1 the balls of 0, 1 and 2 reach a distance of 1: -1 and 3 lie on their edges. */
    @Test
    void theEdgeOfABallBelongsToIt() {
        PrecisionRecall found =
                PrecisionRecall.of(
                        SyntheticFeatures.column(0, 1, 2),
                        SyntheticFeatures.column(-1, 3, 3.5, 30),
                        1,
                        100,
                        1);
        // -1 and 3 of four; the balls of the fakes -1, 3, 3.5 and 30 reach 4, 0.5, 0.5 and 26.5.
        assertThat(found.precision()).isEqualTo(0.5);
        assertThat(found.recall()).isEqualTo(1);
        assertThat(
                        PrecisionRecall.of(
                                        SyntheticFeatures.column(3, 10, 20),
                                        SyntheticFeatures.column(0, 1, 2),
                                        1,
                                        100,
                                        1)
                                .recall())
                .isCloseTo(1 / 3.0, within(1e-12));
    }
}

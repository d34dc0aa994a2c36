package org.mulligan.metric.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class NearestNeighboursTest {
    @Test
    void findsThemByHandAndTheFirstOfEquallyNearOnes() {
        Features train = Features.of(new double[][] {{0, 0}, {10, 0}, {0, 10}, {0, 10}});
        Features fakes = Features.of(new double[][] {{7, 4}, {0, 9}, {0, 0}});
        NearestNeighbours nearest = NearestNeighbours.of(fakes, train);
        assertThat(nearest.rows()).isEqualTo(3);
        assertThat(new int[] {nearest.index(0), nearest.index(1), nearest.index(2)})
                .containsExactly(1, 2, 0);
        assertThat(nearest.distance(0)).isEqualTo(5);
        assertThat(nearest.distance(1)).isEqualTo(1);
        assertThat(nearest.distance(2)).isZero();
        assertThat(nearest.median()).isEqualTo(1);
    }

    /** Expected numbers: src/test/python/synthesis_reference.py */
    @Test
    void agreesWithScipy() {
        NearestNeighbours nearest =
                NearestNeighbours.of(SyntheticFeatures.fakes(), SyntheticFeatures.reals());
        int[] first = new int[5];
        for (int i = 0; i < first.length; i++) first[i] = nearest.index(i);
        assertThat(first).containsExactly(0, 132, 107, 31, 41);
        assertThat(nearest.median()).isCloseTo(1.3584947523939337, within(1e-12));
    }

    @Test
    void theRatioIsThatOfTheMediansByHand() {
        Features train = SyntheticFeatures.column(0, 100);
        Memorisation figure =
                Memorisation.of(
                        SyntheticFeatures.column(1, 99, 2, 105),
                        train,
                        SyntheticFeatures.column(6, 97, 110));
        assertThat(figure.fakes()).isEqualTo(1.5);
        assertThat(figure.heldOut()).isEqualTo(6);
        assertThat(figure.ratio()).isEqualTo(0.25);
    }

    @Test
    void copiesHaveTheRatioZeroAndNewImagesOfTheSameKindAboutOne() {
        Features train = SyntheticFeatures.features(700, 12, 1, 0);
        Features heldOut = SyntheticFeatures.features(200, 12, 2, 0);
        Features fresh = SyntheticFeatures.features(200, 12, 3, 0);
        assertThat(Memorisation.of(train.sample(300, 1), train, heldOut).ratio()).isZero();
        assertThat(Memorisation.of(fresh, train, heldOut).ratio()).isCloseTo(1, within(0.05));
    }

    @Test
    void saysThatHeldOutImagesWereTrainedOn() {
        Features train = SyntheticFeatures.reals();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Memorisation.of(SyntheticFeatures.fakes(), train, train))
                .withMessageContaining("hold out images");
    }
}

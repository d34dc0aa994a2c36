package org.mulligan.train;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StagesTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 7, 100, 1600, 50_000})
    void shareOutEveryStep(long steps) {
        assertThat(Stages.of(steps, true).total()).isEqualTo(steps);
        assertThat(Stages.of(steps, false)).isEqualTo(new Stages(steps, 0, 0));
        assertThat(Stages.of(steps, true).faithful()).isPositive();
    }

    @Test
    void fillTheTimeAndNotMore() {
        Stages stages = Stages.within(600, 0.1, 0.2, true);
        double takes = 0.1 * stages.faithful() + 0.2 * (stages.alone() + stages.adversarial());

        assertThat(takes).isBetween(595.0, 600.0);
    }

    @Test
    void haveAtLeastOneStepHoweverShortTheTime() {
        assertThat(Stages.within(0.001, 1, 2, true).total()).isEqualTo(1);
    }

    @Test
    void validateAtTheEndOfEitherStage() {
        Stages stages = Stages.of(1003, true);
        assertThat(stages.validatesAfter(stages.faithful())).isTrue();
        assertThat(stages.validatesAfter(stages.total())).isTrue();
    }

    @Test
    void lowerTheRateTowardsTheEndAndWithTheFactor() {
        Stages stages = Stages.of(1000, false);
        assertThat(stages.generator(500, 32, 1).rate())
                .isLessThan(stages.generator(200, 32, 1).rate());
        assertThat(stages.generator(500, 32, 0.5).rate())
                .isEqualTo(stages.generator(500, 32, 1).rate() / 2);
    }
}

package org.mulligan.train.restore;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrainingScheduleTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 7, 100, 1600, 50_000})
    void shareOutEveryStep(long steps) {
        assertThat(TrainingSchedule.of(steps, true).total()).isEqualTo(steps);
        assertThat(TrainingSchedule.of(steps, false)).isEqualTo(new TrainingSchedule(steps, 0, 0));
        assertThat(TrainingSchedule.of(steps, true).faithful()).isPositive();
    }

    @Test
    void fillTheTimeAndNotMore() {
        TrainingSchedule stages = TrainingSchedule.within(600, 0.1, 0.2, true);
        double takes = 0.1 * stages.faithful() + 0.2 * (stages.alone() + stages.adversarial());

        assertThat(takes).isBetween(595.0, 600.0);
    }

    @Test
    void haveAtLeastOneStepHoweverShortTheTime() {
        assertThat(TrainingSchedule.within(0.001, 1, 2, true).total()).isEqualTo(1);
    }

    @Test
    void validateAtTheEndOfEitherStage() {
        TrainingSchedule stages = TrainingSchedule.of(1003, true);
        assertThat(stages.validatesAfter(stages.faithful())).isTrue();
        assertThat(stages.validatesAfter(stages.total())).isTrue();
    }

    @Test
    void lowerTheRateTowardsTheEndAndWithTheFactor() {
        TrainingSchedule stages = TrainingSchedule.of(1000, false);
        assertThat(stages.rates(500, 32, 1).generator().rate())
                .isLessThan(stages.rates(200, 32, 1).generator().rate());
        assertThat(stages.rates(500, 32, 0.5).generator().rate())
                .isEqualTo(stages.rates(500, 32, 1).generator().rate() / 2);
    }
}

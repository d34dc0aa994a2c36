package org.mulligan.train.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mulligan.train.LearningRates;

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

    /** One in 16 for the discriminator alone, at most 300; one in 5 for both, at most 600. */
    @Test
    void shareOutByNumbers() {
        assertThat(TrainingSchedule.of(1600, true)).isEqualTo(new TrainingSchedule(1180, 100, 320));
        assertThat(TrainingSchedule.of(50_000, true))
                .isEqualTo(new TrainingSchedule(49_100, 300, 600));
        assertThat(TrainingSchedule.of(7, true)).isEqualTo(new TrainingSchedule(6, 0, 1));
    }

    @Test
    void nameEachStep() {
        TrainingSchedule stages = new TrainingSchedule(10, 3, 5);
        assertThat(stages.name(9)).isEqualTo("faithful");
        assertThat(stages.name(10)).isEqualTo("discriminator");
        assertThat(stages.name(12)).isEqualTo("discriminator");
        assertThat(stages.name(13)).isEqualTo("adversarial");
    }

    @Test
    void validateTwentyTimesButNotMoreOftenThanEvery25Steps() {
        TrainingSchedule stages = new TrainingSchedule(680, 120, 200);
        assertThat(stages.validatesAfter(50)).isTrue();
        assertThat(stages.validatesAfter(75)).isFalse();
        assertThat(stages.validatesAfter(680)).isTrue();
        TrainingSchedule few = new TrainingSchedule(100, 0, 0);
        assertThat(few.validatesAfter(25)).isTrue();
        assertThat(few.validatesAfter(5)).isFalse();
    }

    /**
     * 0.001 times the warm-up over 100 steps, times 0.01 + 0.99 (1 + cos(pi done)) / 2; the average
     * keeps (1 + step) / (10 + step), at most 0.995.
     */
    @ParameterizedTest(name = "step {0}, {1} filters: {2}, average {3}")
    @CsvSource({
        "0, 32, 1e-5, 0.1",
        "49, 32, 4.9707329e-04, 0.847457627", // half of 0.01 + 0.495 (1 + cos 0.049 pi)
        "99, 32, 9.7625120e-4, 0.917431193", // 0.01 + 0.495 (1 + cos 0.099 pi)
        "500, 32, 5.05e-4, 0.982352941",
        "500, 8, 1.515e-3, 0.982352941", // 24 / 8 times as fast
        "500, 24, 5.05e-4, 0.982352941"
    })
    void warmUpThenFollowACosine(long step, int filters, double rate, double average) {
        LearningRates rates = new TrainingSchedule(1000, 100, 320).rates(step, filters, 1);
        assertThat(rates.generator().rate()).isCloseTo(rate, within(1e-9));
        assertThat(rates.generator().beta1()).isEqualTo(0.9);
        assertThat(rates.generator().time()).isEqualTo(step + 1);
        assertThat(rates.decay()).isCloseTo(average, within(1e-9));
    }

    @Test
    void warmUpForATenthWhereThereAreFewSteps() {
        // A tenth of 200 is 20: step 9 has half the rate, and no cosine to speak of.
        assertThat(new TrainingSchedule(200, 0, 0).rates(9, 32, 1).generator().rate())
                .isCloseTo(
                        0.5e-3 * (0.01 + 0.495 * (1 + Math.cos(0.045 * Math.PI))), within(1e-12));
        assertThat(new TrainingSchedule(4000, 0, 0).rates(3000, 32, 1).decay()).isEqualTo(0.995);
    }

    /** 0.0001 min(1, 0.1 + 2.7 (1 - done)) for the generator, 0.0003 for the discriminator. */
    @Test
    void goOnSlowerWithTheAdversary() {
        TrainingSchedule stages = new TrainingSchedule(1000, 100, 300);
        assertThat(stages.rates(1100, 32, 1).generator())
                .isEqualTo(new LearningRates.Rate(1e-4, 0.5, 1));
        assertThat(stages.rates(1100, 32, 1).decay()).isEqualTo(0.1);
        assertThat(stages.rates(1300, 32, 1).generator().rate()).isCloseTo(1e-4, within(1e-12));
        // done = 0.9: 0.1 + 0.27
        assertThat(stages.rates(1370, 32, 1).generator().rate()).isCloseTo(3.7e-5, within(1e-12));
        assertThat(stages.rates(1370, 32, 0.5).generator().rate())
                .isCloseTo(1.85e-5, within(1e-12));
        assertThat(stages.rates(1370, 32, 1).generator().time()).isEqualTo(271);
        assertThat(stages.rates(1370, 32, 1).decay()).isCloseTo(271 / 280.0, within(1e-12));
        assertThat(new TrainingSchedule(1000, 100, 3000).rates(3100, 32, 1).decay())
                .isEqualTo(0.99);

        assertThat(stages.rates(1000, 32, 1).discriminator())
                .isEqualTo(new LearningRates.Rate(5e-4, 0.5, 1));
        assertThat(stages.rates(1099, 32, 1).discriminator())
                .isEqualTo(new LearningRates.Rate(5e-4, 0.5, 100));
        assertThat(stages.rates(1100, 32, 1).discriminator())
                .isEqualTo(new LearningRates.Rate(3e-4, 0.5, 101));
        assertThat(stages.rates(1100, 32, 0.5).discriminator().rate()).isEqualTo(1.5e-4);
    }
}

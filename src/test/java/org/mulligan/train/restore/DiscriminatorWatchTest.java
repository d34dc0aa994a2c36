package org.mulligan.train.restore;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mulligan.train.StepLosses;
import org.mulligan.train.restore.DiscriminatorWatch.State;

class DiscriminatorWatchTest {
    private static final double EQUILIBRIUM = 2;

    private static DiscriminatorWatch after(double... lossesAndShares) {
        DiscriminatorWatch watch =
                new DiscriminatorWatch(EQUILIBRIUM, () -> new TrainingSchedule(0, 0, 1));
        for (int i = 0; i < lossesAndShares.length; i += 2)
            for (int step = 0; step < 400; step++)
                watch.add(new StepLosses(0.01, lossesAndShares[i], lossesAndShares[i + 1], 0));
        return watch;
    }

    @ParameterizedTest(name = "loss {0} of 2, target above restored {1}: {2}")
    @CsvSource({
        "1.6, 0.8, LEARNING",
        "1.99, 0.52, EQUILIBRIUM",
        "0.05, 1.0, WINS",
    })
    void tellsHowTheDiscriminatorIs(double loss, double share, State expected) {
        assertThat(after(loss, share).state()).isEqualTo(expected);
    }

    @Test
    void knowsOneThatHadLearntAndWasOverrun() {
        assertThat(after(1.2, 0.9, 2.2, 0.5).state()).isEqualTo(State.OVERRUN);
        assertThat(after(1.2, 0.9, 2.0, 0.17).state()).isEqualTo(State.OVERRUN);
    }

    @Test
    void remembersAcrossACheckpoint() {
        Properties stored = new Properties();
        DiscriminatorWatch before = after(1.2, 0.9, 1.97, 0.6);
        before.store(stored);
        DiscriminatorWatch restored =
                new DiscriminatorWatch(EQUILIBRIUM, () -> new TrainingSchedule(0, 0, 1));
        restored.load(stored);

        assertThat(restored.state()).isEqualTo(before.state()).isEqualTo(State.LEARNING);
        assertThat(restored.loss()).isEqualTo(before.loss());
    }
}

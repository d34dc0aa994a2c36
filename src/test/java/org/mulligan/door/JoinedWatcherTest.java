package org.mulligan.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class JoinedWatcherTest {
    private double clock;
    private final Noting bar = new Noting();
    private final Noting window = new Noting();
    private final JoinedWatcher both =
            new JoinedWatcher(bar, window, () -> Math.round(clock * 1e9));

    /** Notes what it is shown. */
    private static final class Noting implements Watcher {
        private final List<String> texts = new ArrayList<>();
        private final List<Double> shares = new ArrayList<>();

        @Override
        public void log(String line) {}

        @Override
        public void result(String line) {}

        @Override
        public void update(String what, double fraction, double secondsLeft) {
            texts.add(what + Watcher.timeLeft(secondsLeft));
            shares.add(fraction);
        }

        @Override
        public boolean cancelled() {
            return false;
        }

        @Override
        public void close() {}

        private double last() {
            return shares.get(shares.size() - 1);
        }
    }

    @Test
    void bothShowTheSameTextAndTheSameShare() {
        for (double[] at :
                new double[][] {{5, 0.02, -1}, {9, 0.1, 60}, {40, 0.5, 30}, {70, 1, 0}}) {
            clock = at[0];
            both.update("Denoising", at[1], at[2]);
        }
        assertThat(bar.shares).isEqualTo(window.shares).isSorted().hasSize(4);
        assertThat(bar.texts)
                .isEqualTo(window.texts)
                .containsExactly(
                        "Denoising",
                        "Denoising, 60 s left",
                        "Denoising, 30 s left",
                        "Denoising, 0 s left");
        assertThat(window.shares.get(0)).isEqualTo(0.02);
        assertThat(window.last()).isEqualTo(1);
    }

    /** The window reckons: time since the start times the rest, by the share that is done. */
    @Test
    void theTimeThatTheWindowReckonsIsTheOneThatIsSaid() {
        clock = 12; // of which 9 went into the start of an engine
        both.update("Denoising", 3 / 60.0, 57);
        double reckoned = 12 * (1 - window.last()) / window.last();
        assertThat(reckoned).isCloseTo(57, within(1e-6));
    }

    @Test
    void noBarGoesBack() {
        clock = 10;
        both.update("Denoising", 0.5, 10);
        clock = 11;
        both.update("Denoising", 0.55, 200);
        assertThat(window.shares).isSorted();
    }
}

package org.mulligan.service.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.mulligan.engine.Pace;
import org.mulligan.engine.Progress;

class PartsOfProgressTest {
    private final List<String> told = new ArrayList<>();
    private double clock;
    private final PartsOfProgress parts =
            new PartsOfProgress(
                    new Progress() {
                        @Override
                        public void update(String what, double fraction, double secondsLeft) {
                            told.add(
                                    String.format(
                                            Locale.ROOT,
                                            "%s %.2f %.1f",
                                            what,
                                            fraction,
                                            secondsLeft));
                        }
                    },
                    5,
                    new Pace(() -> Math.round(clock * 1e9)));

    @Test
    void anImageWithoutAnEstimateGivesNone() {
        parts.next().update("Denoising", 0, -1);
        assertThat(told).containsExactly("Denoising (1 of 5) 0.00 -1.0");
    }

    @Test
    void beforeImagesAreDoneTheShareOfTheFirstTellsForAll() {
        parts.next().update("Denoising", 0.75, 10);
        assertThat(told).containsExactly("Denoising (1 of 5) 0.15 170.0");
    }

    @Test
    void thenTheImagesTellWithoutTheFirst() {
        for (double seconds : new double[] {300, 10, 10}) {
            parts.next();
            clock += seconds;
        }
        Progress fourth = parts.next();
        fourth.update("Denoising", 0.5, 99);
        assertThat(told).containsExactly("Denoising (4 of 5) 0.70 15.0");
    }
}

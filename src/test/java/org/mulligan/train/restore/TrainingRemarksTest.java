package org.mulligan.train.restore;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.mulligan.engine.TrainingMeasurement.Held;

class TrainingRemarksTest {
    private static final long STEPS = 2000;
    private final TrainingRemarks remarks = new TrainingRemarks();

    private static Held psnr(double value) {
        return new Held("PSNR", "dB", value, 20, 28, true);
    }

    @Test
    void belowTheBlurIsSaidAtFourPlacesAndAheadOnce() {
        List<String> said = new ArrayList<>();
        for (int step = 100; step <= STEPS; step += 100)
            said.addAll(
                    remarks.faithful(psnr(step <= 1200 ? 27 : 29), true, step, STEPS).stream()
                            .map(line -> step(line))
                            .toList());
        assertThat(said).containsExactly("below 10", "below 25", "below 50", "ahead 1300");
    }

    private static String step(String line) {
        return line.startsWith("Still below the best Gaussian blur after ")
                ? "below " + line.replaceFirst(".*after (\\d+) %.*", "$1")
                : "ahead " + line.replaceFirst("Better .* since step (\\d+): .*", "$1");
    }

    @Test
    void theLineHasTheFiguresAndTheBlurs() {
        assertThat(remarks.faithful(psnr(27), true, 500, STEPS))
                .containsExactly(
                        "Still below the best Gaussian blur after 25 % of the steps: PSNR 27.00 dB, the blur has 28.00. It may need more steps, or more images.");
    }

    @Test
    void anErrorIsBetterWhenItIsLower() {
        Held error = new Held("Error", "% of the noise's variance", 12, 100, 15, false);
        assertThat(remarks.faithful(error, true, 100, STEPS))
                .containsExactly(
                        "Better than the best Gaussian blur since step 100: Error 12.00 % of the noise's variance, the blur has 15.00.");
    }

    @Test
    void noGainIsSaidAfterAFifthOfTheSteps() {
        remarks.faithful(psnr(29), true, 100, STEPS);
        assertThat(remarks.faithful(psnr(29), false, 400, STEPS)).isEmpty();
        assertThat(remarks.faithful(psnr(29), false, 500, STEPS))
                .containsExactly("No gain for 400 steps; the weights of step 100 are kept.");
        assertThat(remarks.faithful(psnr(29), false, 600, STEPS)).isEmpty();
    }

    @Test
    void whatWasSaidIsNotSaidAgainAfterAResume() {
        remarks.faithful(psnr(29), true, 100, STEPS);
        Properties state = new Properties();
        remarks.store(state);
        TrainingRemarks later = new TrainingRemarks();
        later.load(state);
        assertThat(later.faithful(psnr(30), true, 200, STEPS)).isEmpty();
    }

    @Test
    void theDiscriminatorIsSpokenOfWhenItChanges() {
        assertThat(remarks.adversarial(DiscriminatorWatch.State.LEARNING)).isEmpty();
        assertThat(remarks.adversarial(DiscriminatorWatch.State.WINS))
                .containsExactly(DiscriminatorWatch.State.WINS.now);
        assertThat(remarks.adversarial(DiscriminatorWatch.State.WINS)).isEmpty();
        assertThat(remarks.adversarial(DiscriminatorWatch.State.LEARNING)).hasSize(1);
    }
}

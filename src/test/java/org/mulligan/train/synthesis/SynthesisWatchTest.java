package org.mulligan.train.synthesis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.mulligan.train.StepLosses;
import org.mulligan.train.synthesis.SynthesisWatch.Fault;

class SynthesisWatchTest {
    private static final double EQUILIBRIUM = 1.386;

    private static SynthesisWatch after(double equilibriumLoss, double... ratios) {
        SynthesisWatch watch = new SynthesisWatch(equilibriumLoss);
        for (int i = 0; i < ratios.length; i++)
            watch.addDiversity(ratios[i], (i + 1.0) / ratios.length);
        return watch;
    }

    @Test
    void aCollapseStaysToTheEndUnlessItPasses() {
        assertThat(after(EQUILIBRIUM, 0.9, 0.9, 0.9, 0.1, 0.1).faults())
                .containsExactly(Fault.COLLAPSE);
        assertThat(after(EQUILIBRIUM, 0.9, 0.9, 0.1, 0.8, 0.9).faults()).isEmpty();
        assertThat(after(EQUILIBRIUM, 0.9, 0.9, 0.9, 0.8, 0.9).faults()).isEmpty();
    }

    @Test
    void aCollapseIsSaidOnce() {
        SynthesisWatch watch = after(EQUILIBRIUM, 0.9, 0.9);
        assertThat(watch.addDiversity(0.1, 0.5)).contains(Fault.COLLAPSE);
        assertThat(watch.addDiversity(0.1, 0.6)).isEmpty();
    }

    @Test
    void whatWasNeverDifferentIsNoCollapseBeforeThereWasTimeToLearn() {
        assertThat(after(EQUILIBRIUM, 0.2, 0.2, 0.2, 0.2).faults()).isEmpty();
        SynthesisWatch late = new SynthesisWatch(EQUILIBRIUM);
        for (int i = 0; i < 500; i++) late.add(new StepLosses(0.7, 1, 0.8, 1));
        assertThat(late.addDiversity(0.2, 0.5)).contains(Fault.COLLAPSE);
    }

    @Test
    void withoutAnAdversaryNothingCollapses() {
        assertThat(after(Double.NaN, 0.9, 0.9, 0.1, 0.1).faults()).isEmpty();
    }

    @Test
    void remembersACollapseAcrossACheckpoint() {
        Properties stored = new Properties();
        after(EQUILIBRIUM, 0.9, 0.9, 0.1).store(stored);
        SynthesisWatch restored = new SynthesisWatch(EQUILIBRIUM);
        restored.load(stored);
        assertThat(restored.faults()).containsExactly(Fault.COLLAPSE);
    }
}

package org.mulligan.noise.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BleachingTest {
    private static List<Double> means(int frames, double change, double flicker, double error) {
        Random random = new Random(1);
        List<Double> means = new ArrayList<>();
        for (int i = 0; i < frames; i++)
            means.add(
                    100
                            + 400 * Math.pow(1 + change, i) * (1 + flicker * random.nextGaussian())
                            + error * random.nextGaussian());
        return means;
    }

    @ParameterizedTest(name = "{1} a frame over {0} frames, flicker {2}")
    @CsvSource({"50, -0.02, 0", "200, -0.005, 0.03", "100, 0.01, 0.05", "100, 0, 0.02"})
    void findsTheTrendAndTheFlicker(int frames, double change, double flicker) {
        Bleaching found = Bleaching.of(means(frames, change, flicker, 0), 100, 0).orElseThrow();
        assertThat(found.change()).isCloseTo(change, within(0.1 * flicker + 1e-9));
        assertThat(found.total())
                .isCloseTo(Math.pow(1 + found.change(), frames - 1) - 1, within(1e-9));
        assertThat(found.flicker()).isCloseTo(flicker, within(0.25 * flicker + 1e-9));
    }

    @Test
    void halfOfTheLightIsGoneAfterTheHalfLife() {
        Bleaching found =
                Bleaching.of(means(40, Math.pow(0.5, 0.1) - 1, 0, 0), 100, 0).orElseThrow();
        assertThat(found.halfLife()).isCloseTo(10, within(1e-6));
        assertThat(Bleaching.of(means(40, 0.01, 0, 0), 100, 0).orElseThrow().halfLife())
                .isInfinite();
    }

    @Test
    void noiseOfTheMeansIsNoFlicker() {
        assertThat(Bleaching.of(means(100, -0.01, 0, 2), 100, 2).orElseThrow().flicker()).isZero();
    }

    @Test
    void droppedFramesBendNothing() {
        List<Double> means = means(60, -0.01, 0, 0);
        for (int i = 5; i < 60; i += 10) means.set(i, 100.0);
        means.set(30, 900.0);
        Bleaching found = Bleaching.of(means, 100, 0).orElseThrow();
        assertThat(found.change()).isCloseTo(-0.01, within(1e-6));
    }

    @Test
    void saysNothingOfTwoFramesOrOfDarkness() {
        assertThat(Bleaching.of(List.of(200.0, 190.0), 100, 0)).isEmpty();
        assertThat(Bleaching.of(List.of(100.0, 99.0, 101.0, 100.5), 100, 2)).isEmpty();
    }
}

package org.mulligan.noise.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.mulligan.data.simulation.Simulator;

class DriftTest {
    private static final int WIDTH = 160;
    private static final int HEIGHT = 144;
    private static final int WIDE = 256;

    /** A window on one field, with noise. */
    private static float[] frame(float[] field, int left, int top, Random random) {
        float[] frame = new float[WIDTH * HEIGHT];
        for (int i = 0; i < frame.length; i++) {
            float photons = 100 * field[(top + i / WIDTH) * WIDE + left + i % WIDTH];
            frame[i] = (float) (100 + photons + Math.sqrt(photons + 9) * random.nextGaussian());
        }
        return frame;
    }

    @Test
    void followsASpecimenThatWandersOutOfTheFirstFrame() {
        float[] field = Simulator.simulate(1, 11, WIDE, WIDE);
        Random random = new Random(3);
        List<float[]> frames = new ArrayList<>();
        for (int i = 0; i < 6; i++) frames.add(frame(field, 90 - 15 * i, 10 + 4 * i, random));
        Drift drift = Drift.of(frames, WIDTH, HEIGHT);
        assertThat(drift.shifts()).hasSize(6);
        for (int i = 0; i < 6; i++) {
            Drift.Shift shift = drift.shifts().get(i);
            assertThat(shift.frame()).isEqualTo(i);
            assertThat(shift.x()).isCloseTo(15 * i, within(0.3));
            assertThat(shift.y()).isCloseTo(-4 * i, within(0.3));
        }
        assertThat(drift.farthest()).isCloseTo(Math.hypot(75, 20), within(0.5));
    }

    @Test
    void aStillSpecimenDoesNotDriftAndAnEmptyFrameIsLeftOut() {
        float[] field = Simulator.simulate(1, 11, WIDE, WIDE);
        Random random = new Random(4);
        List<float[]> frames = new ArrayList<>();
        for (int i = 0; i < 4; i++) frames.add(frame(field, 20, 30, random));
        float[] empty = frames.get(2);
        for (int i = 0; i < empty.length; i++) empty[i] = (float) (100 + 3 * random.nextGaussian());
        Drift drift = Drift.of(frames, WIDTH, HEIGHT);
        assertThat(drift.shifts()).extracting(Drift.Shift::frame).containsExactly(0, 1, 3);
        assertThat(drift.farthest()).isLessThan(0.15);
    }

    @Test
    void oneFrameHasNoDrift() {
        assertThat(Drift.of(List.of(new float[12]), 4, 3).farthest()).isZero();
        assertThat(Drift.of(List.of(), 4, 3).shifts()).isEmpty();
    }
}

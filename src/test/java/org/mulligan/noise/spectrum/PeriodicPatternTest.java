package org.mulligan.noise.spectrum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mulligan.data.simulation.Simulator;

class PeriodicPatternTest {
    private static final int SIDE = 384;
    private static final double SIGMA = 20;

    /** Structure of 30 times the noise, and white noise. */
    private static float[] field(int scene, long seed) {
        float[] field = Simulator.simulate(scene, 11, SIDE, SIDE);
        Random random = new Random(seed);
        for (int i = 0; i < field.length; i++)
            field[i] = (float) (100 + 600 * field[i] + SIGMA * random.nextGaussian());
        return field;
    }

    @ParameterizedTest(name = "scene {0}: {1}, {2} cycles/px, {3} of the noise")
    @CsvSource({
        "0, 0.25, 0, 0.3",
        "1, 0, 0.1234, 0.5",
        "2, 0.2, -0.3, 0.2",
        "3, 0.06, 0.05, 1",
        "4, 0.5, 0.5, 0.5",
        "5, 0.3333, 0.1, 2",
    })
    void findsAWaveOverStructure(int scene, double x, double y, double deviation) {
        float[] plane = field(scene, 1);
        boolean own = x == 0.5 && y == 0.5;
        double amplitude = deviation * SIGMA * (own ? 1 : Math.sqrt(2));
        for (int i = 0; i < plane.length; i++)
            plane[i] +=
                    (float) (amplitude * Math.cos(2 * Math.PI * (x * (i % SIDE) + y * (i / SIDE))));
        PeriodicPattern found = PeriodicPattern.of(plane, SIDE, SIDE, SIGMA).orElseThrow();
        assertThat(found.x()).isCloseTo(x, within(0.002));
        assertThat(found.y()).isCloseTo(y, within(0.002));
        assertThat(found.deviation() / SIGMA).isCloseTo(deviation, within(0.2 * deviation));
        assertThat(found.period()).isCloseTo(1 / Math.hypot(x, y), within(0.5));
    }

    @ParameterizedTest(name = "scene {0}")
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17})
    void structureAndNoiseAreNoPattern(int scene) {
        assertThat(PeriodicPattern.of(field(scene, 2), SIDE, SIDE, SIGMA)).isEmpty();
    }

    @Test
    void offsetRowsAreNoPattern() {
        float[] plane = field(1, 3);
        Random random = new Random(4);
        for (int y = 0; y < SIDE; y++) {
            double offset = SIGMA * random.nextGaussian();
            for (int x = 0; x < SIDE; x++) plane[y * SIDE + x] += (float) offset;
        }
        assertThat(PeriodicPattern.of(plane, SIDE, SIDE, SIGMA)).isEmpty();
    }

    @Test
    void saysNothingOfSmallPlanesAndOfThoseWithMissingPixels() {
        assertThat(PeriodicPattern.of(new float[100 * 300], 100, 300, 1)).isEmpty();
        float[] missing = field(0, 5);
        for (int i = 0; i < missing.length; i += 50) missing[i] = Float.NaN;
        assertThat(PeriodicPattern.of(missing, SIDE, SIDE, SIGMA)).isEmpty();
        assertThat(PeriodicPattern.of(new float[SIDE * SIDE], SIDE, SIDE, 1)).isEmpty();
    }
}

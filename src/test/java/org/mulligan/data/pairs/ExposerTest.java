package org.mulligan.data.pairs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.mulligan.data.Plane;
import org.mulligan.data.degradation.Degradation;
import org.mulligan.image.intensity.Normalisation;

/** How much light a target plane is given, where nothing is left to chance. */
class ExposerTest {
    /** Every number is in the middle of its range, and every place the first. */
    private static final RandomGenerator MIDDLE =
            new RandomGenerator() {
                @Override
                public double nextDouble() {
                    return 0.5;
                }

                @Override
                public int nextInt(int bound) {
                    return 0;
                }

                @Override
                public long nextLong() {
                    throw new AssertionError("Only doubles and places are asked for");
                }
            };

    /** Measures the light itself, and expects twice as much. */
    private static final class Glass implements Degradation {
        private float[] light;

        @Override
        public Exposure expose(
                float[] photons,
                int width,
                int height,
                Conditions conditions,
                RandomGenerator random) {
            light = photons.clone();
            float[] twice = photons.clone();
            for (int i = 0; i < twice.length; i++) twice[i] *= 2;
            return new Exposure(photons, twice);
        }
    }

    /**
     * From 100 to 400 photons, log-uniform: 200 in the middle. The background is up to a tenth of
     * it: 10. Intensities 50 and 250 are no photons and the peak, so each is one photon.
     */
    @Test
    void thePeakHasItsPhotonsAboveABackground() {
        Glass glass = new Glass();
        Exposer exposer =
                new Exposer(glass, Degradation.Conditions.noise(0), 100, 400, 0, 100, false);
        float[] target = {50, 250, 100, 30, 450, 150};
        Plane plane = exposer.expose("a", target, 3, 2, new Normalisation(50, 250), MIDDLE);

        assertThat(glass.light)
                .containsExactly(new float[] {10, 210, 60, -10, 410, 110}, within(1e-3f));
        // Normalised by what was measured, from -10 to 410.
        assertThat(plane.noisy())
                .containsExactly(
                        new float[] {20 / 420f, 220 / 420f, 70 / 420f, 0, 1, 120 / 420f},
                        within(1e-5f));
        assertThat(plane.target())
                .containsExactly(
                        new float[] {
                            30 / 420f, 430 / 420f, 130 / 420f, -10 / 420f, 830 / 420f, 230 / 420f
                        },
                        within(1e-5f));
        assertThat(target).containsExactly(50, 250, 100, 30, 450, 150);
    }

    @Test
    void largePlanesAreExposedInWindowsOfMultiplesOfTheScale() {
        Exposer three =
                new Exposer(
                        new Glass(),
                        Degradation.Conditions.gaussian(3, 0, 0, 1),
                        1,
                        1,
                        0,
                        100,
                        false);
        assertThat(three.window(100, 1)).isEqualTo(99);
        assertThat(three.window(2000, 1)).isEqualTo(510);
        assertThat(three.window(511, 1)).isEqualTo(510);
    }

    /** The middle of 10 and 1000 is 100. */
    @Test
    void photonsAreDrawnByTheirLogarithm() {
        assertThat(Exposer.logUniform(10, 1000, MIDDLE)).isCloseTo(100, within(1e-9));
    }
}

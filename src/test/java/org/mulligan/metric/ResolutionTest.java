package org.mulligan.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mulligan.data.simulation.Simulator;
import org.mulligan.image.filter.GaussianBlur;
import org.mulligan.noise.NoiseModel;

class ResolutionTest {
    private static final int SIDE = 384;

    /** Of a field blurred to that width: 4 counts a photon, a read noise of 2 photons. */
    private static float[] shot(int scene, double blur, double photons, long seed) {
        float[] field =
                GaussianBlur.blur(Simulator.simulate(scene, 11, SIDE, SIDE), SIDE, SIDE, blur);
        Random random = new Random(seed);
        for (int i = 0; i < field.length; i++) {
            double light = photons * field[i];
            double noisy = light + Math.sqrt(light + 4) * random.nextGaussian();
            field[i] = (float) Math.rint(100 + 4 * noisy);
        }
        return field;
    }

    private static double ofOne(float[] shot) {
        NoiseModel noise = NoiseModel.of(shot, SIDE, SIDE).orElseThrow();
        return Resolution.ofOne(shot, SIDE, SIDE, noise, 1).orElseThrow();
    }

    @ParameterizedTest(name = "scene {0}, {1} photons")
    @CsvSource({"0, 100", "1, 100", "2, 10", "2, 1000", "3, 100", "4, 100", "5, 100", "7, 100"})
    void oneShotSaysWhatTwoShotsSay(int scene, double photons) {
        float[] first = shot(scene, 1, photons, 1);
        float[] second = shot(scene, 1, photons, 2);
        double two = Resolution.ofRepeats(first, second, SIDE, SIDE).orElseThrow();
        assertThat(ofOne(first)).isCloseTo(two, withinPercentage(30));
    }

    @Test
    void lessLightAndMoreBlurResolveLess() {
        double sharp = ofOne(shot(2, 0.7, 500, 3));
        assertThat(ofOne(shot(2, 0.7, 20, 3))).isGreaterThan(1.1 * sharp);
        assertThat(ofOne(shot(2, 2.5, 500, 3))).isGreaterThan(1.2 * sharp);
    }

    @Test
    void cannotTellWhereTheNoiseIsCorrelatedOrThePlaneIsSmall() {
        float[] smooth = GaussianBlur.blur(shot(2, 1, 100, 4), SIDE, SIDE, 0.8);
        NoiseModel noise = NoiseModel.of(smooth, SIDE, SIDE).orElseThrow();
        assertThat(Resolution.ofOne(smooth, SIDE, SIDE, noise, 1)).isEmpty();
        assertThat(Resolution.ofRepeats(new float[900], new float[900], 30, 30)).isEmpty();
        float[] flat = new float[SIDE * SIDE];
        assertThat(Resolution.ofRepeats(flat, flat, SIDE, SIDE)).isEmpty();
    }
}

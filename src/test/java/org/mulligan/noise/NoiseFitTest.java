package org.mulligan.noise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Bins of 200 px, each of one intensity, whose noise is as often above as below. */
class NoiseFitTest {
    private final float[] faithful;
    private final float[] noisy;

    NoiseFitTest() {
        faithful = new float[600];
        noisy = new float[600];
    }

    private void fill(int from, int to, double intensity, double bias, double variance) {
        for (int i = from; i < to; i++) {
            faithful[i] = (float) intensity;
            double deviation = Math.sqrt(variance);
            noisy[i] = (float) (intensity + bias + (i % 2 == 0 ? deviation : -deviation));
        }
    }

    /** Bins at 10, 20 and 40 with variances 1, 4 and 5; numpy, metric_numbers.py. */
    @Test
    void theLineThroughThreeBinsIsNumpys() {
        fill(0, 200, 10, 0, 1);
        fill(200, 400, 20, 0, 4);
        fill(400, 600, 40, 0, 5);
        Noise noise = NoiseFit.of(noisy, faithful, 1e-3);
        assertThat(noise.dark()).isEqualTo(10);
        assertThat(noise.gain()).isCloseTo(0.187094037, within(1e-5));
        assertThat(noise.floor()).isCloseTo(1.10030991, within(1e-5));
    }

    @Test
    void anErrorThatIsTheSameForAllPixelsIsNotNoise() {
        fill(0, 600, 10, 5, 1);
        // One that is 7 deviations off, and would be 12 from 0.
        noisy[3] = 10 + 5 + 7;
        Noise noise = NoiseFit.of(noisy, faithful, 1e-3);
        assertThat(noise.gain()).isZero();
        assertThat(noise.floor()).isCloseTo(1, within(2e-5));
    }

    /** Grain 3: 9 / 12, whatever little the residuals vary. */
    @Test
    void roundingIsTheLeastNoise() {
        fill(0, 600, 10, 0, 0);
        Noise noise = NoiseFit.of(noisy, faithful, 3);
        assertThat(noise.floor()).isEqualTo(0.75);
        assertThat(noise.gain()).isZero();
    }

    /** A floor of 1 / 12 at 10, and from there through the variance 2 at 20. */
    @Test
    void theLineBeginsAtTheNoiseOfRoundingAndGoesThroughTheOthers() {
        fill(0, 200, 10, 0, 0.01);
        fill(200, 400, 20, 0, 2);
        Noise noise = NoiseFit.of(Arrays.copyOf(noisy, 400), Arrays.copyOf(faithful, 400), 1);
        assertThat(noise.floor()).isCloseTo(1 / 12.0, within(1e-12));
        assertThat(noise.gain()).isCloseTo((2 - 1 / 12.0) / 10, within(1e-5));
    }

    /** Twice as many pixels as are looked at: the noise is 1 in even columns and 9 in odd ones. */
    @Test
    void aLargePlaneIsSampledInAllItsColumns() {
        float[] even = new float[1 << 21];
        float[] striped = new float[1 << 21];
        for (int i = 0; i < even.length; i++) {
            even[i] = 10;
            int size = i % 2 == 0 ? 1 : 3;
            striped[i] = 10 + (i / 4 % 2 == 0 ? size : -size);
        }
        assertThat(NoiseFit.of(striped, even, 1e-3).floor()).isCloseTo(5, within(0.1));
    }
}

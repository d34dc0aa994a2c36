package org.mulligan.image.intensity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AffineFitTest {
    @Test
    void fitsByLeastSquares() {
        AffineFit fit = AffineFit.of(new float[] {0, 1, 2}, new float[] {1, 2, 6});
        assertThat(fit.gain()).isCloseTo(2.5, within(1e-12));
        assertThat(fit.offset()).isCloseTo(0.5, within(1e-12));
        assertThat(fit.apply(4)).isCloseTo(10.5, within(1e-12));
    }

    @Test
    void mapsAnImageOfOneValueToTheMean() {
        AffineFit fit = AffineFit.of(new float[] {7, 7}, new float[] {1, 3});
        assertThat(fit.gain()).isZero();
        assertThat(fit.offset()).isEqualTo(2);
    }

    @Test
    void findsGainAndOffsetUnderNoise() {
        Random random = new Random(2);
        float[] clean = new float[10_000];
        float[] noisy = new float[clean.length];
        for (int i = 0; i < clean.length; i++) {
            clean[i] = 100 * random.nextFloat();
            noisy[i] = 50 + 3 * clean[i] + 20 * (float) random.nextGaussian();
        }
        AffineFit fit = AffineFit.of(List.of(clean), List.of(noisy));
        assertThat(fit.gain()).isCloseTo(3.0, within(0.03));
        assertThat(fit.offset()).isCloseTo(50.0, within(3.0));
        assertThat(fit.correlation()).isBetween(0.95, 1.0);
    }
}

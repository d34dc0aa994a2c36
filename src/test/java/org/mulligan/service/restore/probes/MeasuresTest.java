package org.mulligan.service.restore.probes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mulligan.image.filter.GaussianBlur;
import org.mulligan.service.restore.probes.Probe.Field;

class MeasuresTest {
    private static final int SIDE = Probe.SIDE;

    @ParameterizedTest
    @EnumSource(Probe.class)
    void aProbeIsTheSameForTheSameSeedAndItsTruthHasNoError(Probe probe) {
        Field field = probe.field(3);
        assertThat(field.noisy()).isEqualTo(probe.field(3).noisy());
        assertThat(field.noisy()).isNotEqualTo(probe.field(4).noisy());
        assertThat(Measures.error(field, field.truth())).isZero();
        assertThat(Measures.rawest(field, field.truth())).isZero();
        assertThat(Measures.rawest(field, field.noisy())).isCloseTo(1, within(1e-9));
    }

    @Test
    void theNoiseOfAFlatFieldIsItsError() {
        Field field = Probe.FLAT.field(1);
        assertThat(Measures.error(field, field.noisy())).isCloseTo(10, within(0.2));
    }

    @Test
    void dotsAreKeptInTheTruthAndNotOnFlatGround() {
        for (Probe probe : new Probe[] {Probe.HOLES_2_PX_4_SD, Probe.DOTS_1_5_PX_4_SD}) {
            Field field = probe.field(1);
            assertThat(Measures.kept(field, field.truth())).isCloseTo(1, within(1e-6));
            assertThat(Measures.kept(field, field.noisy())).isCloseTo(1, within(0.1));
            assertThat(Measures.kept(field, Probe.FLAT.field(1).truth())).isZero();
            float[] half = field.truth().clone();
            for (int i = 0; i < half.length; i++) half[i] = 100 + (half[i] - 100) / 2;
            assertThat(Measures.kept(field, half)).isCloseTo(0.5, within(1e-6));
        }
    }

    @Test
    void rowsAndHotPixelsAreMeasuredInNoise() {
        Field rows = Probe.ROWS_1_SD.field(1);
        assertThat(Measures.rows(rows, rows.noisy())).isCloseTo(1, within(0.15));
        assertThat(Measures.rows(rows, rows.truth())).isZero();
        Field hot = Probe.HOT_PIXELS_20_SD.field(1);
        assertThat(Measures.hot(hot, hot.noisy())).isBetween(20.0, 24.0);
    }

    @Test
    void linesHaveAHigherRidgeIndexThanNoiseAndNoiseThanDots() {
        float[] lines = new float[SIDE * SIDE];
        float[] dots = new float[SIDE * SIDE];
        float[] noise = new float[SIDE * SIDE];
        Random random = new Random(1);
        for (int i = 0; i < noise.length; i++) {
            int x = i % SIDE;
            int y = i / SIDE;
            lines[i] = (float) Math.sin(0.3 * x + 0.2 * y);
            dots[i] = (float) Math.exp(-(Math.pow(x % 32 - 16, 2) + Math.pow(y % 32 - 16, 2)) / 2);
            noise[i] = (float) random.nextGaussian();
        }
        double ofNoise = RidgeIndex.of(GaussianBlur.blur(noise, SIDE, SIDE, 1), SIDE, SIDE);
        assertThat(RidgeIndex.of(lines, SIDE, SIDE)).isCloseTo(1, within(0.01));
        assertThat(RidgeIndex.of(dots, SIDE, SIDE)).isLessThan(ofNoise - 0.05);
        assertThat(ofNoise).isCloseTo(0.7, within(0.03));
    }
}

package org.mulligan.noise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LagCorrelationTest {
    private static final int SIDE = Fields.SIDE;

    @ParameterizedTest(name = "blur of {0} px")
    @CsvSource({"0", "0.45", "0.6", "0.7"})
    void findsTheCorrelationOfNoiseOnStructure(double blur) {
        for (int scene = 0; scene < 4; scene++) {
            Random random = new Random(100 + scene);
            float[] noise = Fields.noise(blur, random);
            double truth = 0;
            for (int i = 0; i + 1 < noise.length; i++) truth += noise[i] * noise[i + 1];
            truth /= noise.length;
            float[] plane = Fields.camera(Fields.structure(scene, 30 << scene), noise);
            LagCorrelation lag = LagCorrelation.of(plane, SIDE, SIDE).orElseThrow();
            assertThat(lag.x()).as("scene %d", scene).isCloseTo(truth, within(0.03));
            assertThat(lag.y()).as("scene %d", scene).isCloseTo(truth, within(0.03));
        }
    }

    @Test
    void tellsRowsFromColumnsAndStatesTheNoiseInTheUnitsOfThePlane() {
        float[] plane = new float[SIDE * SIDE];
        Random random = new Random(2);
        float last = 0;
        for (int i = 0; i < plane.length; i++) {
            float now = (float) random.nextGaussian();
            plane[i] = 500 + 7 * (now + last) / (float) Math.sqrt(2);
            last = now;
        }
        LagCorrelation lag = LagCorrelation.of(plane, SIDE, SIDE).orElseThrow();
        assertThat(lag.x()).isCloseTo(0.5, within(0.02));
        assertThat(lag.y()).isCloseTo(0, within(0.02));
        assertThat(lag.sigma()).isCloseTo(7, within(0.2));
    }

    @Test
    void hotPixelsAndMissingPixelsChangeLittle() {
        float[] plane = Fields.camera(Fields.structure(1, 50), Fields.noise(0.6, new Random(3)));
        double whole = LagCorrelation.of(plane, SIDE, SIDE).orElseThrow().x();
        Random random = new Random(4);
        for (int i = 0; i < plane.length; i += 400) plane[i + random.nextInt(300)] += 5000;
        Arrays.fill(plane, 0, 40 * SIDE, Float.NaN);
        assertThat(LagCorrelation.of(plane, SIDE, SIDE).orElseThrow().x())
                .isCloseTo(whole, within(0.04));
    }

    @Test
    void saysNothingOfAPlaneWithoutNoiseAndOfASmallOne() {
        assertThat(LagCorrelation.of(new float[SIDE * SIDE], SIDE, SIDE)).isEmpty();
        assertThat(LagCorrelation.of(new float[40 * 40], 40, 40)).isEmpty();
        assertThat(LagCorrelation.of(new float[3 * 500], 500, 3)).isEmpty();
    }
}

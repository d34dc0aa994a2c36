package org.mulligan.noise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LineOffsetsTest {
    private static final int SIDE = Fields.SIDE;

    @ParameterizedTest(name = "{0} of the noise, blur of {1} px, rows: {2}")
    @CsvSource({"0.3, 0, true", "0.3, 0, false", "0.3, 0.6, true", "1, 0, true", "1, 0.6, false"})
    void findsTheOffsetsOfLinesOnStructure(double share, double blur, boolean rows) {
        for (int scene = 0; scene < 4; scene++) {
            Random random = new Random(200 + scene);
            float[] plane = Fields.camera(Fields.structure(scene, 40), Fields.noise(blur, random));
            double squares = 0;
            double[] offsets = new double[SIDE];
            for (int line = 0; line < SIDE; line++) {
                offsets[line] = share * 20 * random.nextGaussian();
                squares += offsets[line] * offsets[line];
            }
            double truth = Math.sqrt(squares / SIDE);
            for (int i = 0; i < plane.length; i++)
                plane[i] += (float) offsets[rows ? i / SIDE : i % SIDE];
            LineOffsets found = LineOffsets.of(plane, SIDE, SIDE).orElseThrow();
            assertThat(rows ? found.rows() : found.columns())
                    .as("scene %d", scene)
                    .isCloseTo(truth, within(0.1 * truth));
            assertThat(rows ? found.columns() : found.rows()).isZero();
        }
    }

    @Test
    void findsNoneWhereThereAreNone() {
        for (int scene = 0; scene < 6; scene++) {
            float[] plane = Fields.camera(Fields.structure(scene, 40), new Random(scene));
            assertThat(LineOffsets.of(plane, SIDE, SIDE)).contains(new LineOffsets(0, 0));
        }
        assertThat(LineOffsets.of(new float[64 * 64], 64, 64)).contains(new LineOffsets(0, 0));
        assertThat(LineOffsets.of(new float[63 * 64], 63, 64)).isEmpty();
    }
}

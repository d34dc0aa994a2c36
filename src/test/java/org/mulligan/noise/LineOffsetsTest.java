package org.mulligan.noise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
            assertThat(LineOffsets.mayStandOut(plane, SIDE, SIDE)).isTrue();
        }
    }

    /** Of a plane so large a part of the pixels is looked at. */
    @ParameterizedTest(name = "{0} of the noise")
    @ValueSource(doubles = {0.2, 0.5})
    void findsThemInALargePlaneToo(double share) {
        int width = 1700;
        int height = 1900;
        Random random = new Random(7);
        float[] plane = new float[width * height];
        double squares = 0;
        for (int y = 0; y < height; y++) {
            double offset = share * 20 * random.nextGaussian();
            squares += offset * offset;
            for (int x = 0; x < width; x++)
                plane[y * width + x] =
                        (float)
                                (500
                                        + 80 * Math.sin(x / 31.0) * Math.cos(y / 23.0)
                                        + offset
                                        + 20 * random.nextGaussian());
        }
        double truth = Math.sqrt(squares / height);
        LineOffsets found = LineOffsets.of(plane, width, height).orElseThrow();
        assertThat(found.rows()).isCloseTo(truth, within(0.1 * truth));
        assertThat(found.columns()).isZero();
    }

    @Test
    void findsNoneWhereThereAreNone() {
        for (int scene = 0; scene < 6; scene++) {
            float[] plane = Fields.camera(Fields.structure(scene, 40), new Random(scene));
            assertThat(LineOffsets.of(plane, SIDE, SIDE)).contains(new LineOffsets(0, 0));
            assertThat(LineOffsets.mayStandOut(plane, SIDE, SIDE)).isFalse();
        }
        assertThat(LineOffsets.of(new float[64 * 64], 64, 64)).contains(new LineOffsets(0, 0));
        assertThat(LineOffsets.of(new float[63 * 64], 63, 64)).isEmpty();
    }
}

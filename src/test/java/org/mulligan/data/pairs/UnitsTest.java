package org.mulligan.data.pairs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mulligan.image.intensity.Normalisation;

class UnitsTest {
    /** Of eleven values percentile 10 is the second and 80 the ninth. */
    @Test
    void areThePercentiles() {
        float[] values = {3, 1, 2, 0, 5, 4, 10, 9, 8, 7, 6};
        assertThat(Units.of(values, 10, 80)).isEqualTo(new Normalisation(1, 8));
        assertThat(Units.of(List.of(values), 10, 80)).isEqualTo(new Normalisation(1, 8));
    }

    @Test
    void areOfAllPlanesTogether() {
        assertThat(Units.of(List.of(new float[] {7, 6, 5}, new float[] {8, 10, 9}), 0, 100))
                .isEqualTo(new Normalisation(5, 10));
        assertThat(Units.of(List.of(new float[] {7, 6, 5}, new float[] {8, 10, 9}), 20, 80))
                .isEqualTo(new Normalisation(6, 9));
    }

    /** Twice as many as are looked at: every second pixel of each plane, from the first on. */
    @Test
    void areOfEverySoManyPixelsOfALongStack() {
        int each = (1 << 22) - 1;
        float[] plane = new float[each];
        for (int i = 0; i < each; i++) plane[i] = i % 2 == 0 ? 3 : 0;
        plane[each - 1] = 4;
        assertThat(Units.of(List.of(plane, plane), 0, 100)).isEqualTo(new Normalisation(3, 4));
    }

    @Test
    void areTheExtremesWhereThePercentilesCoincideAndOneStepWhereNothingVaries() {
        float[] black = new float[1000];
        black[77] = 9;
        assertThat(Units.of(black, 1, 99)).isEqualTo(new Normalisation(0, 9));
        Arrays.fill(black, 7);
        assertThat(Units.of(black, 1, 99)).isEqualTo(new Normalisation(7, 8));
    }
}

package org.mulligan.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.mulligan.model.LatentSpace;
import org.mulligan.predict.PrincipalDirections.Direction;

class PrincipalDirectionsTest {
    private static final int NUMBERS = 20;

    /** Images of 30 pixels: number 7 moves the first ten by 3, number 2 the next ten by 2. */
    private static List<Direction> find(double noise) {
        LatentSpace space = new LatentSpace(NUMBERS, List.of());
        Random random = new Random(1);
        List<float[]> points = new ArrayList<>();
        float[][] images = new float[300][30];
        for (int i = 0; i < images.length; i++) {
            float[] point = space.at(i);
            points.add(point);
            for (int p = 0; p < 30; p++)
                images[i][p] =
                        (float)
                                (5
                                        + (p < 10 ? 3 * point[7] : p < 20 ? 2 * point[2] : 0)
                                        + noise * random.nextGaussian());
        }
        return PrincipalDirections.of(points, images, 8);
    }

    @Test
    void findsTheNumbersThatMoveTheImages() {
        List<Direction> directions = find(0.3);
        assertThat(Math.abs(directions.get(0).vector()[7])).isGreaterThan(0.99f);
        assertThat(Math.abs(directions.get(1).vector()[2])).isGreaterThan(0.99f);
        assertThat(directions.get(0).share()).isCloseTo(90 / 132.7, within(0.06));
        assertThat(directions.get(0).linear()).isGreaterThan(0.98);
        assertThat(directions.get(5).linear()).isLessThan(0.3);
    }

    @Test
    void theyAreOrthogonalAndOfLengthOne() {
        List<Direction> directions = find(0.3);
        assertThat(directions).hasSize(8);
        for (int i = 0; i < 8; i++)
            for (int j = 0; j <= i; j++) {
                double product = 0;
                for (int k = 0; k < NUMBERS; k++)
                    product +=
                            directions.get(i).vector()[k] * (double) directions.get(j).vector()[k];
                assertThat(product).isCloseTo(i == j ? 1 : 0, within(1e-5));
            }
    }

    @Test
    void thereAreNoMoreThanTheImagesHave() {
        assertThat(find(0)).hasSize(2);
    }

    @Test
    void tooFewPointsAreRefused() {
        LatentSpace space = new LatentSpace(NUMBERS, List.of());
        assertThatThrownBy(
                        () ->
                                PrincipalDirections.of(
                                        List.of(space.at(1), space.at(2)), new float[2][5], 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("40 points or more");
    }
}

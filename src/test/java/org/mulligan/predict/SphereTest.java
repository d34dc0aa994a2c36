package org.mulligan.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mulligan.model.LatentSpace;

class SphereTest {
    private final LatentSpace space = new LatentSpace(101, List.of());

    @Test
    void aWayBeginsAndEndsAtItsEndsExactly() {
        float[] a = space.at(1);
        float[] b = space.at(2);
        assertThat(Sphere.between(a, b, 0)).isEqualTo(a);
        assertThat(Sphere.between(a, b, 1)).isEqualTo(b);
    }

    @Test
    void halfwayBetweenTwoAxesIsBetweenThem() {
        assertThat(Sphere.between(new float[] {2, 0}, new float[] {0, 2}, 0.5))
                .containsExactly((float) Math.sqrt(2), (float) Math.sqrt(2));
        assertThat(Sphere.between(new float[] {1, 0}, new float[] {0, 1}, 1 / 3.0)[1])
                .isCloseTo(0.5f, within(1e-6f));
    }

    @ParameterizedTest(name = "t = {0}")
    @ValueSource(doubles = {0.1, 0.25, 0.5, 0.9})
    void aWayStaysOnTheSphere(double t) {
        float[] a = Sphere.scaled(space.at(3), 10);
        float[] b = Sphere.scaled(space.at(4), 10);
        assertThat(Sphere.length(Sphere.between(a, b, t))).isCloseTo(10, within(1e-4));
    }

    @Test
    void whereThereIsNoAngleTheWayIsStraight() {
        float[] zero = new float[2];
        float[] a = {1, 2};
        assertThat(Sphere.between(zero, a, 0.5)).containsExactly(0.5f, 1);
        assertThat(Sphere.between(a, a, 0.3)).containsExactly(1, 2);
        assertThat(Sphere.between(a, new float[] {-1, -2}, 0.5)).containsExactly(0, 0);
        assertThat(Sphere.scaled(zero, 3)).containsExactly(0, 0);
    }

    @Test
    void theMeanIsThatOfEachNumber() {
        assertThat(Sphere.mean(List.of(new float[] {1, 2}, new float[] {3, 6}, new float[] {5, 1})))
                .containsExactly(3, 3);
    }

    @Test
    void aPointIsBroughtToALength() {
        assertThat(Sphere.scaled(new float[] {3, -4}, 10)).containsExactly(6, -8);
        assertThat(Sphere.length(new float[] {3, -4})).isEqualTo(5);
    }
}

package org.mulligan.data;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlaneTest {
    private static Plane plane(int from) {
        float[] noisy = new float[60 * 40];
        float[] target = new float[60 * 40];
        for (int y = 0; y < 40; y++)
            for (int x = from; x < 60; x++) {
                noisy[y * 60 + x] = x + y;
                target[y * 60 + x] = 1000 + 7 * x + y * y;
            }
        return new Plane("a", 60, 40, noisy, target);
    }

    @Test
    void theMiddleIsTheMiddleWhereItShowsSomething() {
        Plane middle = plane(0).middle(16, 16);
        assertThat(middle.noisy()[0]).isEqualTo(22 + 12);
        assertThat(middle.target()[0]).isEqualTo(1000 + 7 * 22 + 12 * 12);
    }

    @Test
    void anEmptyMiddleGivesWayToAPartThatShowsSomething() {
        Plane part = plane(50).middle(16, 16);
        assertThat(plane(50).cut(22, 12, 16, 16).isBlank()).isTrue();
        assertThat(part.isBlank()).isFalse();
        assertThat(part.width()).isEqualTo(16);
        // Its last column is the plane's.
        assertThat(part.target()[15]).isGreaterThan(1000);
    }
}

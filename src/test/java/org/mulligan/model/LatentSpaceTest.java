package org.mulligan.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class LatentSpaceTest {
    /** Values of a few lines of Python with the same two formulas. */
    @Test
    void aSeedIsTheSamePointForEver() {
        assertThat(new LatentSpace(5, List.of()).at(1))
                .containsExactly(-0.3298577f, -0.6808403f, 1.310189f, 0.39587092f, 0.6251598f);
        assertThat(new LatentSpace(3, List.of()).at(-7))
                .containsExactly(-1.3528959f, -1.3392265f, -1.4539359f);
        assertThat(new LatentSpace(2, List.of()).at(1))
                .isEqualTo(java.util.Arrays.copyOf(new LatentSpace(9, List.of()).at(1), 2));
    }

    @Test
    void pointsAreNormalAndUnlikeEachOther() {
        LatentSpace space = new LatentSpace(100, List.of());
        double sum = 0;
        double squares = 0;
        double products = 0;
        float[] last = space.at(-1);
        for (long seed = 0; seed < 1000; seed++) {
            float[] point = space.at(seed);
            for (int i = 0; i < point.length; i++) {
                sum += point[i];
                squares += point[i] * point[i];
                products += point[i] * last[i];
            }
            last = point;
        }
        // standard errors of 100,000 numbers are 0.003, 0.0045 and 0.003
        assertThat(sum / 1e5).isCloseTo(0, within(0.015));
        assertThat(squares / 1e5).isCloseTo(1, within(0.02));
        assertThat(products / 1e5).isCloseTo(0, within(0.015));
    }

    @Test
    void aRowHasTheClassBehindThePoint() {
        LatentSpace space = new LatentSpace(2, List.of("a", "b", "c"));
        assertThat(space.width()).isEqualTo(5);
        assertThat(space.row(new float[] {0.5f, -2}, 1)).containsExactly(0.5f, -2, 0, 1, 0);
        assertThatThrownBy(() -> new LatentSpace(0, List.of())).hasMessageContaining("got 0");
    }
}

package org.mulligan.image.filter;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MirrorTest {
    @Test
    void mirrorsWithoutRepeatingTheBorder() {
        int[] expected = {2, 3, 2, 1, 0, 1, 2, 3, 2, 1, 0, 1};
        for (int i = 0; i < expected.length; i++)
            assertThat(Mirror.at(i - 4, 4)).isEqualTo(expected[i]);
        assertThat(Mirror.at(-7, 1)).isZero();
        assertThat(Mirror.at(5, 2)).isEqualTo(1);
    }

    @Test
    void aRunStartsBeforeTheImageAndEndsBehindIt() {
        assertThat(Mirror.run(-2, 7, 3)).containsExactly(2, 1, 0, 1, 2, 1, 0);
    }

    @Test
    void mirrorsWithTheBorderRepeated() {
        int[] expected = {2, 2, 1, 0, 0, 1, 2, 2, 1, 0, 0};
        for (int i = 0; i < expected.length; i++)
            assertThat(Mirror.symmetric(i - 4, 3)).isEqualTo(expected[i]);
        assertThat(Mirror.symmetric(-7, 1)).isZero();
    }
}

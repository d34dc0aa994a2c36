package org.mulligan.image.mask;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.mulligan.image.plane.Pixels;

class ObjectMaskTest {
    private static int[] mask(int width, float... labels) {
        byte[] values =
                (byte[]) ObjectMask.of(Pixels.of(labels, width, labels.length / width)).array();
        int[] mask = new int[values.length];
        for (int i = 0; i < mask.length; i++) mask[i] = values[i] & 0xff;
        return mask;
    }

    @Test
    void objectsThatTouchStayApart() {
        assertThat(mask(6, 0, 3, 3, 7, 7, 0)).containsExactly(0, 255, 0, 0, 255, 0);
        assertThat(mask(2, 1, 1, 2, 2)).containsExactly(0, 0, 0, 0);
    }

    @Test
    void aMaskOfTwoValuesStaysWhatItIs() {
        assertThat(mask(3, 0, 255, 255, 255, 255, 0)).containsExactly(0, 255, 255, 255, 255, 0);
        assertThat(mask(3, 0, 1, 1, 0, 1, 0)).containsExactly(0, 255, 255, 0, 255, 0);
    }
}

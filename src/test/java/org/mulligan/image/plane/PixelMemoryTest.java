package org.mulligan.image.plane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PixelMemoryTest {
    private static final String TEXT = "needs %d MB of %d MB";

    @Test
    void refusesWhatDoesNotFit() {
        assertThatNoException().isThrownBy(() -> PixelMemory.require(1 << 10, 2, TEXT::formatted));
        long most = Runtime.getRuntime().maxMemory();
        assertThatThrownBy(() -> PixelMemory.require(most + 1, 1, TEXT::formatted))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching("needs \\d+ MB of \\d+ MB");
        assertThatThrownBy(() -> PixelMemory.require(most, 2, TEXT::formatted))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aQuarterIsForWhatIsHeld() {
        assertThat(PixelMemory.toHold()).isEqualTo(Runtime.getRuntime().maxMemory() / 4);
        assertThat(PixelMemory.free()).isBetween(0L, Runtime.getRuntime().maxMemory());
    }
}

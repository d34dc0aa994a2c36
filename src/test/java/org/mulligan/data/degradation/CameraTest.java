package org.mulligan.data.degradation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class CameraTest {
    private static final Camera CAMERA = new Camera(2, 100, 255, 3);

    /** 2 photons + 100, rounded, from 0 to 255. */
    @Test
    void readsWholeNumbersWithinItsDepth() {
        assertThat(CAMERA.read(new float[] {-60, -50, 0, 3.3f, 77.4f, 77.6f, 100}))
                .containsExactly(0, 0, 100, 107, 255, 255, 255);
        assertThat(Camera.PHOTONS.read(new float[] {-1.5f, 3e6f})).containsExactly(-1.5f, 3e6f);
    }

    /**
     * At the limit the mean of what is clipped is deviation / sqrt(2 pi) below it: the deviation of
     * 77.5 photons with a read noise of 3 is 2 sqrt(86.5).
     */
    @Test
    void expectsLessWhereBrightPixelsAreClipped() {
        double deviation = 2 * Math.sqrt(77.5 + 9);
        assertThat(CAMERA.expected(77.5))
                .isCloseTo(255 - deviation / Math.sqrt(2 * Math.PI), within(0.02));
        assertThat(CAMERA.unclipped(new float[] {0, 77.5f, 500}))
                .containsExactly(new float[] {100, 255, 1100}, within(1e-4f));
        assertThat(CAMERA.expected(new float[] {0, 500}))
                .containsExactly(new float[] {100, 255}, within(1e-3f));
    }

    /** Without read noise there is nothing below the offset to be clipped. */
    @Test
    void photonsAloneAreNotClippedAtZero() {
        Camera still = new Camera(2, 0, 255, 0);
        assertThat(still.expected(0)).isZero();
        assertThat(still.expected(0.25)).isCloseTo(0.5, within(1e-9));
    }

    /**
     * The mean of max(0, X) is deviation (z Phi(z) + phi(z)), 1.083316 deviations where the mean is
     * one above 0: for p photons with p^2 = p + 9, of which a Gaussian has the deviation 2 p.
     */
    @Test
    void expectsMoreWhereDarkPixelsAreClipped() {
        double photons = (1 + Math.sqrt(37)) / 2;
        assertThat(new Camera(2, 0, 255, 3).expected(photons))
                .isCloseTo(1.083316 * 2 * photons, within(0.02));
    }
}

package org.mulligan.data.degradation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mulligan.data.Seeds;
import org.mulligan.data.degradation.Degradation.Conditions;
import org.mulligan.data.degradation.Degradation.Exposure;
import org.mulligan.image.filter.Binning;
import org.mulligan.image.intensity.AffineFit;
import org.mulligan.image.psf.Psf;

class MicroscopeDetectorTest {
    private static final int SIDE = 240;
    private static final Psf PSF = Psf.haloed(4, 0.3, 3);

    private static float[] lines(double peak) {
        float[] photons = new float[SIDE * SIDE];
        for (int i = 0; i < photons.length; i++) photons[i] = i % SIDE % 12 < 2 ? (float) peak : 0;
        return photons;
    }

    private static Exposure expose(float[] photons, int scale, long seed) {
        return new MicroscopeDetector()
                .expose(
                        photons,
                        SIDE,
                        SIDE,
                        new Conditions(scale, List.of(PSF), 1, 1),
                        Seeds.MEMBER.stream(seed, 0));
    }

    /** Of exposures that are clipped nowhere: what the optics make of the target is the mean. */
    @ParameterizedTest(name = "x{0}")
    @ValueSource(ints = {1, 2})
    void theTargetSeenThroughTheOpticsIsWhatIsMeasured(int scale) {
        int compared = 0;
        int hazy = 0;
        for (long seed = 0; compared < 20; seed++) {
            Exposure exposure = expose(lines(2000), scale, seed);
            assertThat(exposure.measured()).hasSize(SIDE * SIDE / scale / scale);
            assertThat(exposure.target()).hasSize(SIDE * SIDE);
            float most = 0;
            float least = Float.POSITIVE_INFINITY;
            for (float value : exposure.measured()) {
                most = Math.max(most, value);
                least = Math.min(least, value);
            }
            // Clipped, or of few levels.
            if (most <= 255 || most == 65535 || least <= 0) continue;
            compared++;
            float[] target = exposure.target();
            float[] seen = Binning.mean(PSF.convolve(target, SIDE, SIDE), SIDE, SIDE, scale);
            AffineFit fit = AffineFit.of(seen, exposure.measured());
            assertThat(fit.gain()).as("gain of %d", seed).isCloseTo(1, within(0.05));
            assertThat(fit.correlation()).isGreaterThan(0.9);
            if (target[5] > 0.1 * target[0]) hazy++;
        }
        // A quarter has haze, and others the offset of a camera.
        assertThat(hazy).isBetween(1, 19);
    }

    @Test
    void theSameRandomGivesTheSameExposureAndAnotherAnother() {
        float[] photons = lines(30);
        float[] before = photons.clone();
        Exposure first = expose(photons, 2, 5);
        assertThat(photons).containsExactly(before);
        assertThat(expose(photons, 2, 5).measured()).containsExactly(first.measured());
        assertThat(expose(photons, 2, 5).target()).containsExactly(first.target());
        assertThat(expose(photons, 2, 6).measured()).isNotEqualTo(first.measured());
    }

    @Test
    void noPhotonsGiveNumbers() {
        for (long seed = 0; seed < 20; seed++) {
            Exposure exposure = expose(new float[SIDE * SIDE], 2, seed);
            for (float value : exposure.measured()) assertThat(value).isFinite();
            for (float value : exposure.target()) assertThat(value).isFinite();
        }
    }
}
